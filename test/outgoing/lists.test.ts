import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingCallView, OutgoingListView } from '../../shared/api/outgoing.ts';
import { type Answer, type ApiServer, startApi } from '../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restNumber } from '../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../twilio-api/stand-in.ts';
import { bySid } from '../twilio-api/state.ts';
import { reminder } from './support/flow.ts';

let twilio: TwilioApi;
let api: ApiServer;
beforeAll(async () => {
  twilio = await startTwilioApi({ state: { incoming_phone_numbers: bySid(restNumber(1)) } });
  const env = {
    TWILIO_ACCOUNT_SID: ACCOUNT,
    TWILIO_AUTH_TOKEN: AUTH_TOKEN,
    PUBLIC_BASE_URL: 'https://calls.example.com',
  };
  api = await startApi({ ...env, TWILIO_API_URL: twilio.url });
  await api.ask('POST', '/flows', { body: { document: reminder } });
  await api.ask('POST', '/flows/reminder/publish', { body: {}, revision: 1 });
});
afterAll(async () => {
  await api.close();
  await twilio.close();
});
beforeEach(async () => {
  twilio.heal();
  twilio.state.calls.clear();
  await limits(100_000);
});

let next = 0;
/** Numbers that no other list has. */
const numbers = (count: number): string[] => Array.from({ length: count }, () => `+1555${String(3_000_000 + next++)}`);
const csvOf = (to: readonly string[]): string => ['To,name', ...to.map((number) => `${number},Ann`)].join('\r\n');
const limits = (callsPerDay: number) =>
  api.ask('PUT', '/outgoing/settings', { body: { countries: null, callsPerDay, callsPerSecond: 100 } });
const create = (more: object, path = '/outgoing/lists'): Promise<Answer> =>
  api.ask('POST', path, {
    body: { flow: 'reminder', from: '+15550100101', concurrency: 50, callsPerSecond: 100, ...more },
  });
const look = async (id: string): Promise<OutgoingListView> => (await api.ask('GET', `/outgoing/lists/${id}`)).body;
const act = (id: string, what: string): Promise<Answer> => api.ask('POST', `/outgoing/lists/${id}/${what}`);
const items = async (id: string, state = ''): Promise<OutgoingCallView[]> =>
  (await api.ask('GET', `/outgoing/calls?limit=500&list=${id}${state && `&state=${state}`}`)).body.calls;
/** How often each of the numbers was called. */
const called = (to: readonly string[]) =>
  to.map((number) => [...twilio.state.calls.values()].filter((row) => row.to === number).length);
const counted = (id: string, state: keyof OutgoingListView['counts']) =>
  expect.poll(async () => (await look(id)).counts[state], { timeout: 15_000 });
/** The same, while minutes pass. */
const inTime = (id: string, state: keyof OutgoingListView['counts']) =>
  expect.poll(
    async () => {
      api.later(5_000);
      return (await look(id)).counts[state];
    },
    { timeout: 30_000, interval: 200 },
  );

describe('the rows of a list', () => {
  it('are judged one by one, and every bad one is told by its line', async () => {
    const csv = [
      'Phone;name;visits;Notes',
      '+1 (555) 300-0001;Ann;1;x',
      '15553000002;Bob;1;x',
      '+15553000001;Ann again;1;x',
      '+15553000003;Eve;often;x',
      '+15553000004;Too;many;values;here',
      '+442071838750;Far;1;x',
      ';Nobody;1;x',
      '"+15553000005;Open;1;x',
    ].join('\n');
    const mapping = { csv, toColumn: 'Phone', columns: { Notes: null } };
    const { status, body } = await create(mapping, '/outgoing/lists/check');
    expect(status).toBe(200);
    expect(body).toMatchObject({ rows: 8, good: 1, badTotal: 7, duplicates: 1, countries: { US: 1 } });
    expect(body.columns.map(({ use, variable }: { use: string; variable: string }) => variable ?? use)).toEqual([
      'to',
      'name',
      'visits',
      'none',
    ]);
    expect(body.bad.map(({ line, column, code }: Record<string, unknown>) => [line, column, code])).toEqual([
      [3, 'Phone', 'bad-number'],
      [4, 'Phone', 'duplicate-number'],
      [5, 'visits', 'bad-value'],
      [6, null, 'wrong-length'],
      [7, 'Phone', 'country-not-allowed'],
      [8, 'Phone', 'no-number'],
      [9, null, 'unreadable'],
    ]);
    const refused = await create(mapping);
    expect([refused.status, refused.body.error.code, refused.body.error.problems.length]).toEqual([422, 'bad-rows', 7]);
    const { body: list } = await create({ ...mapping, skipBad: true, paused: true });
    expect(list).toMatchObject({ status: 'paused', total: 1, bad: 7 });
    expect(await items(list.id)).toMatchObject([
      { line: 2, to: '+15553000001', variables: { name: 'Ann', visits: 1 } },
    ]);
  });

  it.each([
    ['no column To', { csv: 'Phone\n+15553000001' }, 'no-to-column'],
    ['a column that is no variable', { csv: 'To,nam\n+15553000001,Ann' }, 'unknown-variable'],
    ['a column that is not there', { csv: 'To\n+15553000001', toColumn: 'Phnoe' }, 'no-such-column'],
    ['two columns of a name', { csv: 'To,name,name\n+15553000001,a,b' }, 'bad-header'],
    [
      'two columns for a variable',
      { csv: 'To,a,b\n+15553000001,a,b', columns: { a: 'name', b: 'name' } },
      'bad-columns',
    ],
    [
      'columns named like parts of an object',
      { csv: 'To,__proto__,constructor\n+15553000001,a,b' },
      'unknown-variable',
    ],
    ['nothing', { csv: '\uFEFF\n' }, 'no-rows'],
    ['a header only', { csv: 'To,name\n' }, 'no-rows'],
    [
      'a time zone that is none',
      { csv: 'To\n+15553000001', hours: { timezone: 'Mars/Olympus', from: '09:00', to: '17:00' } },
      'bad-timezone',
    ],
    ['more rows than a list may have', { csv: `To\n${'+1\n'.repeat(100_001)}` }, 'too-many-rows'],
  ])('%s is refused', async (_what, more, code) => {
    const { status, body } = await create(more);
    expect([status, body.error.code]).toEqual([422, code]);
  });
});

describe('a list', () => {
  it('calls every number once, and is done when all calls are over', async () => {
    const to = numbers(20);
    const { status, body } = await create({ csv: csvOf(to) });
    expect([status, body.total]).toEqual([201, 20]);
    await counted(body.id, 'placed').toBe(20);
    expect(called(to)).toEqual(to.map(() => 1));
    for (const row of twilio.state.calls.values())
      Object.assign(row, { status: 'no-answer', end_time: 'Fri, 27 Nov 2026 10:00:00 +0000' });
    api.later(2 * 60_000);
    await expect.poll(async () => (await look(body.id)).status, { timeout: 15_000 }).toBe('done');
    const report = await api.ask('GET', `/outgoing/lists/${body.id}/report.csv`);
    expect(report.headers.get('content-type')).toContain('text/csv');
    expect(report.body.split('\r\n')[1]).toMatch(new RegExp(`^2,\\${to[0]},\\+15550100101,no-answer,CA\\w{32},`));
  });

  it('has no more calls at the same time than it may', async () => {
    const { body } = await create({ csv: csvOf(numbers(5)), concurrency: 2 });
    await counted(body.id, 'placed').toBe(2);
    expect((await look(body.id)).counts.planned).toBe(3);
    await act(body.id, 'cancel');
  });

  it('slows down when Twilio asks for it, and loses nothing', async () => {
    twilio.fail({ match: 'CreateCall', times: 2, with: 429 });
    const to = numbers(4);
    const { body } = await create({ csv: csvOf(to) });
    await expect.poll(async () => (await look(body.id)).waits?.for, { timeout: 5_000, interval: 20 }).toBe('twilio');
    await counted(body.id, 'placed').toBe(4);
    expect(called(to)).toEqual([1, 1, 1, 1]);
  });

  it('is paused, with the reason, when Twilio refuses the credentials', async () => {
    twilio.fail({ match: 'CreateCall', with: 401 });
    const to = numbers(3);
    const { body } = await create({ csv: csvOf(to) });
    await expect.poll(async () => (await look(body.id)).status, { timeout: 5_000 }).toBe('paused');
    expect((await look(body.id)).reason).toContain('Authenticate (error 20003)');
    await counted(body.id, 'planned').toBe(3);
    twilio.heal();
    await act(body.id, 'resume');
    await counted(body.id, 'placed').toBe(3);
    expect((await look(body.id)).reason).toBeNull();
  });

  it('goes on after a number that Twilio refuses', async () => {
    twilio.fail({ match: 'CreateCall', times: 1, with: 400, code: 21211 });
    const { body } = await create({ csv: csvOf(numbers(3)) });
    await counted(body.id, 'placed').toBe(2);
    expect(await items(body.id, 'failed')).toMatchObject([
      { errorCode: 21211, reason: expect.stringContaining('Twilio refused') },
    ]);
  });

  it.each([
    ['acted and lost the answer', 'lose answer'],
    ['hung up before it acted', 'hang up'],
    ['failed', 500],
  ] as const)('calls a number once where Twilio %s', async (_what, how) => {
    twilio.fail({ match: 'CreateCall', times: 1, with: how });
    const to = numbers(2);
    const { body } = await create({ csv: csvOf(to) });
    await inTime(body.id, 'placed').toBe(2);
    expect(called(to)).toEqual([1, 1]);
  });

  it('gives a number up after three requests without a trace, until a person says again', async () => {
    twilio.fail({ match: 'CreateCall', times: 3, with: 503 });
    const to = numbers(1);
    const { body } = await create({ csv: csvOf(to) });
    await inTime(body.id, 'unknown').toBe(1);
    await expect.poll(async () => (await look(body.id)).status).toBe('done');
    const [item] = await items(body.id);
    expect((await api.ask('POST', `/outgoing/calls/${item!.id}/again`)).status).toBe(200);
    await counted(body.id, 'placed').toBe(1);
    expect(called(to)).toEqual([1]);
    expect((await api.ask('POST', `/outgoing/calls/${item!.id}/again`)).status).toBe(409);
  });

  it('waits outside its hours and after the cap of the day, and says until when', async () => {
    const day = new Date(Date.now() + 3 * 86_400_000)
      .toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' })
      .toLowerCase();
    const { body } = await create({
      csv: csvOf(numbers(1)),
      hours: { timezone: 'UTC', from: '00:00', to: '23:59', days: [day] },
    });
    await expect.poll(async () => (await look(body.id)).waits?.for).toBe('hours');
    expect((await look(body.id)).waits?.until).toBeGreaterThan(Date.now());
    await limits(0);
    const { body: other } = await create({ csv: csvOf(numbers(1)) });
    await expect.poll(async () => (await look(other.id)).waits?.for).toBe('daily-cap');
    await limits(100_000);
    await counted(other.id, 'placed').toBe(1);
    await act(body.id, 'cancel');
  });

  it('is paused, resumed and canceled; what was not called then never is', async () => {
    const to = numbers(6);
    const { body } = await create({ csv: csvOf(to), paused: true });
    expect(body.status).toBe('paused');
    expect((await act(body.id, 'pause')).body.status).toBe('paused');
    expect((await act(body.id, 'cancel')).body).toMatchObject({
      status: 'canceled',
      counts: { planned: 0, canceled: 6 },
    });
    expect([(await act(body.id, 'resume')).status, (await act(body.id, 'cancel')).status]).toEqual([409, 200]);
    await expect.poll(async () => (await items(body.id, 'canceled')).length).toBe(6);
    expect(called(to)).toEqual(to.map(() => 0));
  });

  it('is made once for an idempotency key', async () => {
    const to = numbers(2);
    const more = { csv: csvOf(to), idempotencyKey: 'monday', paused: true };
    const [first, again] = [await create(more), await create(more)];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect((await create({ ...more, concurrency: 1 })).body.error.code).toBe('key-reused');
  });
});

describe('a hundred thousand rows', () => {
  it('are stored while others are answered, and counted at once', async () => {
    const csv = [
      'To,name',
      ...Array.from({ length: 100_000 }, (_, at) => `+1555${String(4_000_000 + at)},Person ${at}`),
    ].join('\n');
    let answered = 0;
    let isDone = false;
    const created = create({ csv, paused: true }).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await (await api.plain('/healthz')).body?.cancel();
      answered++;
    }
    const { status, body } = await created;
    expect([status, body.total, body.counts.planned]).toEqual([201, 100_000, 100_000]);
    expect(answered).toBeGreaterThan(50);
    expect((await items(body.id)).length).toBe(500);
  }, 120_000);
});
