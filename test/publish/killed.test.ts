import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleFlow } from '../api/support/flows.ts';
import { type ApiServer, startApi } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restAvailableNumber, restNumber, sidAt } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { type Moment, startGate } from './support/gate.ts';

/**
 * A process is killed at every request it makes to Twilio: before Twilio hears of it, before the answer comes back, and when it
 * came. Whatever was left is then taken up by the next start, and must be wholly done or wholly undone.
 */
const BASE = 'https://calls.example.com';
const ENV = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_BASE_URL: BASE };
const SIDS = [1, 2, 3, 4, 5].map((at) => sidAt('PN', at));
const SALE = '+15550100777';
const PACKAGE = join(import.meta.dirname, '../..');

let bundle: string;
let place: string;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'patchcord-killed-'));
  // Below node_modules, so that it finds its packages; bundled, so that many processes start quickly.
  bundle = mkdtempSync(join(PACKAGE, 'node_modules/.cache-killed-'));
  await build({
    root: PACKAGE,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { ssr: join(import.meta.dirname, 'support/operator.ts'), outDir: bundle, target: 'node20', minify: false },
  });
  const api = await startApi(ENV, join(place, 'seed'));
  const flow = sampleFlow('Main');
  Object.assign(flow.blocks, {
    write: { type: 'start', props: { on: 'incoming-message' }, exits: { next: 'bye' } },
    bye: { type: 'message', props: { body: 'Thank you.' }, exits: {} },
  });
  await api.ask('POST', '/flows', { body: { document: flow } });
  expect((await api.ask('POST', '/flows/main/publish', { body: {}, revision: 1 })).status).toBe(201);
  await api.close();
}, 120_000);
afterAll(() => {
  rmSync(place, { recursive: true, force: true });
  rmSync(bundle, { recursive: true, force: true });
});

const startTwilio = () =>
  startTwilioApi({
    state: {
      incoming_phone_numbers: bySid(
        ...SIDS.map((_, at) =>
          restNumber(at + 1, { voice_url: `https://old.example.com/${at}`, voice_method: 'GET', sms_url: '' }),
        ),
      ),
      available_phone_numbers: new Map([[SALE, restAvailableNumber(SALE)]]),
      phone_number_prices: new Map([
        [
          'US',
          {
            country: 'United States',
            iso_country: 'US',
            price_unit: 'USD',
            url: 'https://pricing.twilio.com/v1/PhoneNumbers/Countries/US',
            phone_number_prices: [{ number_type: 'local', base_price: '1.15', current_price: '1.15' }],
          },
        ],
      ]),
    },
  });

/** Numbers as they are, but for the time of their last change. */
const numbersOf = (twilio: TwilioApi) =>
  [...twilio.state.incoming_phone_numbers.values()].map((row) => ({ ...structuredClone(row), date_updated: null }));

let count = 0;
/** A data folder like the seed, or like another one. */
function folderLike(seed: string): string {
  const folder = join(place, `run-${count++}`);
  cpSync(seed, folder, { recursive: true });
  return folder;
}

/** Runs the operator on a folder. @returns whether it was killed at that request, and the methods of all it made */
async function operate(twilio: TwilioApi, folder: string, args: readonly string[], at = -1, moment: Moment = 'before') {
  const gate = await startGate(twilio.url, at, moment, () => child.kill('SIGKILL'));
  const child = spawn(process.execPath, [join(bundle, 'operator.js'), ...args], {
    env: { PATH: process.env.PATH, ...ENV, DATA_DIR: folder, TWILIO_API_URL: gate.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = await once(child, 'close');
  const { seen } = gate;
  await gate.close();
  if (signal === null) expect(code).toBe(0);
  return { killed: signal === 'SIGKILL', seen };
}

/** Starts on the folder again and waits until nothing is open. */
async function takeUp(twilio: TwilioApi, folder: string, look: (api: ApiServer) => Promise<void>): Promise<void> {
  const api = await startApi({ ...ENV, TWILIO_API_URL: twilio.url }, folder, 0);
  try {
    const open = async () => (await api.store.operations.open()).length + (await api.store.purchases.asked()).length;
    await expect.poll(open, { timeout: 30_000, interval: 20 }).toBe(0);
    await look(api);
  } finally {
    await api.close();
  }
}

/**
 * The moments at which a process that makes these requests is killed. Reading changes nothing, so the last time of it will do; and
 * when an answer came is much like before the next request, except for the last.
 */
function moments(methods: readonly string[]): [number, Moment][] {
  const [lastRead, last] = [methods.lastIndexOf('GET'), methods.length - 1];
  return methods.flatMap((method, at): [number, Moment][] => {
    if (method === 'GET') return at === lastRead ? [[at, 'before']] : [];
    return [[at, 'before'], [at, 'acted'], ...(at === last ? [[at, 'answered'] as [number, Moment]] : [])];
  });
}

describe.each([
  ['one number', SIDS.slice(0, 1)],
  ['five numbers', SIDS],
])('a process killed at any moment, with %s', (_what, sids) => {
  it('has published to all of them or to none once the next one started, and put all back or none', async () => {
    const seed = join(place, 'seed');
    const published = folderLike(seed);
    const whole = await startTwilio();
    const former = numbersOf(whole);
    const publishing = await operate(whole, published, ['publish', ...sids]);
    const done = numbersOf(whole);
    expect(done).not.toEqual(former);
    const releasing = await operate(whole, folderLike(published), ['release', ...sids]);
    expect(numbersOf(whole)).toEqual(former);
    await whole.close();

    const ends = new Set<string>();
    const runs = [
      ...moments(publishing.seen).map((moment) => ['publish', seed, former, ...moment] as const),
      ...moments(releasing.seen).map((moment) => ['release', published, done, ...moment] as const),
    ];
    for (const [action, from, before, at, moment] of runs) {
      const what = `${action}, request ${at}, ${moment}`;
      const twilio = await startTwilio();
      for (const row of structuredClone(before)) twilio.state.incoming_phone_numbers.set(row.sid, row);
      const folder = folderLike(from);
      const { killed } = await operate(twilio, folder, [action, ...sids], at, moment);
      // Once its last answer came it may be through before it is killed.
      if (moment !== 'answered') expect(killed, what).toBe(true);
      await takeUp(twilio, folder, async (api) => {
        const now = numbersOf(twilio);
        const wirings = await api.store.numbers.wirings();
        const isDone = JSON.stringify(now) === JSON.stringify(done);
        if (!isDone) expect(now, what).toEqual(former);
        expect(wirings.length, what).toBe(isDone ? sids.length * 2 : 0);
        ends.add(`${action} ${isDone ? 'published' : 'former'}`);
      });
      await twilio.close();
      rmSync(folder, { recursive: true, force: true });
    }
    // Killed early, nothing had begun; killed later, it was finished.
    expect([...ends].sort()).toEqual(['publish former', 'publish published', 'release former', 'release published']);
  }, 900_000);
});

it('a process killed while it buys a number has bought it once or not at all, and the next one knows', async () => {
  const seed = join(place, 'seed');
  const whole = await startTwilio();
  const { seen } = await operate(whole, folderLike(seed), ['buy', SALE]);
  await whole.close();
  const found = new Set<string>();
  for (const [at, moment] of moments(seen)) {
    const twilio = await startTwilio();
    const folder = folderLike(seed);
    await operate(twilio, folder, ['buy', SALE], at, moment);
    await takeUp(twilio, folder, async (api) => {
      const owned = [...twilio.state.incoming_phone_numbers.values()].filter((row) => row.phone_number === SALE);
      const [purchase] = await api.store.purchases.list(ACCOUNT, 5);
      expect(owned.length).toBeLessThanOrEqual(1);
      expect(purchase?.state === 'bought', `request ${at}, ${moment}`).toBe(owned.length === 1);
      expect(purchase?.sid ?? undefined).toBe(owned[0]?.sid);
      found.add(purchase?.state ?? 'none');
    });
    // Bought or not, whoever asks again has it once.
    await operate(twilio, folder, ['buy', SALE]);
    expect([...twilio.state.incoming_phone_numbers.values()].filter((row) => row.phone_number === SALE).length).toBe(1);
    await twilio.close();
  }
  expect([...found].sort()).toEqual(['bought', 'none', 'refused']);
}, 300_000);
