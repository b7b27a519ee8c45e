import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleFlow } from '../api/support/flows.ts';
import { type ApiServer, startApi, TOKEN } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { askFlow, callingFlow } from '../webhooks/support/calling-flow.ts';
import { run } from './support/run.ts';

const BASE = 'https://calls.example.com';

let twilio: TwilioApi;
let api: ApiServer;
let folder: string;
let file: string;
beforeAll(async () => {
  twilio = await startTwilioApi({ state: { incoming_phone_numbers: bySid(restNumber(1), restNumber(2)) } });
  const env = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_AUTH_TOKEN: AUTH_TOKEN, PUBLIC_BASE_URL: BASE };
  api = await startApi({ ...env, TWILIO_API_URL: twilio.url });
  folder = mkdtempSync(join(tmpdir(), 'patchcord-publish-'));
  file = join(folder, 'menu.flow.json');
  writeFileSync(file, JSON.stringify(sampleFlow('Main menu')));
});
afterAll(async () => {
  await api.close();
  await twilio.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (...more: string[]) => run('publish', file, '--server', api.url, ...more, { PATCHCORD_TOKEN: TOKEN });

describe('patchcord publish', () => {
  it('makes the flow, publishes it and points the number at it; again, it makes the next version', async () => {
    const first = await publish('--number', '+1 (555) 010-0101', '--note', 'From a file', '--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.out)).toMatchObject({
      ok: true,
      flow: 'main-menu',
      version: 1,
      url: `${BASE}/voice/main-menu`,
      number: { phoneNumber: '+15550100101', voice: { pointsTo: { kind: 'flow', flow: 'main-menu' } } },
    });
    expect(twilio.state.incoming_phone_numbers.get(restNumber(1).sid)?.voice_url).toBe(`${BASE}/voice/main-menu`);
    const again = await publish();
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringContaining(`version 2. Set a number's voice URL to ${BASE}/voice/main-menu`),
    ]);
    const { versions } = (await api.ask('GET', '/flows/main-menu/versions')).body;
    expect(versions.map((version: { note: string }) => version.note)).toEqual(['', 'From a file']);
  });

  it('is done when the numbers are set, although they cannot be read once more', async () => {
    const row = twilio.state.incoming_phone_numbers.get(restNumber(1).sid)!;
    let url = row.voice_url;
    const set = (value: typeof url) => {
      url = value;
      twilio.fail({ match: 'ListIncomingPhoneNumber', with: 503 });
    };
    Object.defineProperty(row, 'voice_url', { configurable: true, enumerable: true, get: () => url, set });
    const ran = await publish('--number', '+15550100101');
    expect([ran.code, ran.out]).toEqual([0, expect.stringContaining('+15550100101 now calls it')]);
    expect(url).toBe(`${BASE}/voice/main-menu`);
  });

  it('says which versions of other flows it runs, and who still uses an older one of it', async () => {
    const [main, ask] = [join(folder, 'main.flow.json'), join(folder, 'ask.flow.json')];
    writeFileSync(main, JSON.stringify(callingFlow));
    writeFileSync(ask, JSON.stringify(askFlow('First?')));
    const on = (path: string, ...more: string[]) =>
      run('publish', path, '--server', api.url, ...more, { PATCHCORD_TOKEN: TOKEN });
    await on(ask);
    expect((await on(main)).out).toContain('It runs ask version 1, until it is published again.\n');
    writeFileSync(ask, JSON.stringify(askFlow('Second?')));
    expect((await on(ask)).out).toContain('main still uses version 1: publish it again to take version 2 over.\n');
    await api.ask('PUT', '/flows/ask/draft', { body: askFlow('Third?'), revision: 2 });
    const again = JSON.parse((await on(main, '--json')).out);
    expect(again).toMatchObject({ calls: [{ flow: 'ask', version: 2, ahead: true }], callers: [] });
    expect((await on(main)).out).toContain('The draft of ask has changed since: callers hear version 2.\n');
  });

  it('says no, with a sentence, when the server says no', async () => {
    const unknown = await publish('--number', '+15559999999');
    expect([unknown.code, unknown.err]).toEqual([
      1,
      expect.stringMatching(/no number \+15559999999\. It has \+15550100101/),
    ]);

    const empty = join(folder, 'empty.flow.json');
    writeFileSync(empty, '{"version":1,"name":"Empty"}');
    const errors = await run('publish', empty, '--server', api.url, '--json', { PATCHCORD_TOKEN: TOKEN });
    expect(errors.code).toBe(1);
    expect(JSON.parse(errors.out).error).toMatchObject({ code: 'flow-has-errors', problems: [{ code: 'no-start' }] });

    const token = await run('publish', file, '--server', api.url, '--token', 'wrong-token-wrong-token');
    expect([token.code, token.err]).toEqual([1, expect.stringContaining('refused the token')]);
  });

  it('says when nobody, or somebody else, answers', async () => {
    const nobody = await run('publish', file, '--server', 'http://127.0.0.1:9', '--token', TOKEN);
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('patchcord serve')]);
    const wrong = await run('publish', file, '--server', 'localhost:3000', '--token', TOKEN);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining('--server')]);
  });
});
