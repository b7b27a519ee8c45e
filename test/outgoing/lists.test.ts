import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { csvOf, Lists } from './support/lists.ts';

let lists: Lists;
beforeAll(async () => {
  lists = await Lists.start();
});
afterAll(() => lists.close());
beforeEach(() => lists.reset());

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
    const { status, body } = await lists.create(mapping, '/outgoing/lists/check');
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
    const refused = await lists.create(mapping);
    expect([refused.status, refused.body.error.code, refused.body.error.problems.length]).toEqual([422, 'bad-rows', 7]);
    const { body: list } = await lists.create({ ...mapping, skipBad: true, paused: true });
    expect(list).toMatchObject({ status: 'paused', total: 1, bad: 7 });
    expect(await lists.items(list.id)).toMatchObject([
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
    const { status, body } = await lists.create(more);
    expect([status, body.error.code]).toEqual([422, code]);
  });
});

describe('a list', () => {
  it('calls every number once, and is done when all calls are over', async () => {
    const to = lists.numbers(20);
    const { status, body } = await lists.create({ csv: csvOf(to) });
    expect([status, body.total]).toEqual([201, 20]);
    await lists.counted(body.id, 'placed').toBe(20);
    expect(lists.called(to)).toEqual(to.map(() => 1));
    for (const row of lists.twilio.state.calls.values())
      Object.assign(row, { status: 'no-answer', end_time: 'Fri, 27 Nov 2026 10:00:00 +0000' });
    lists.api.later(2 * 60_000);
    await expect.poll(async () => (await lists.look(body.id)).status, { timeout: 15_000 }).toBe('done');
    const report = await lists.api.ask('GET', `/outgoing/lists/${body.id}/report.csv`);
    expect(report.headers.get('content-type')).toContain('text/csv');
    expect(report.body.split('\r\n')[1]).toMatch(new RegExp(`^2,\\${to[0]},\\+15550100101,no-answer,CA\\w{32},`));
  });

  it('has no more calls at the same time than it may', async () => {
    const { body } = await lists.create({ csv: csvOf(lists.numbers(5)), concurrency: 2 });
    await lists.counted(body.id, 'placed').toBe(2);
    expect((await lists.look(body.id)).counts.planned).toBe(3);
    await lists.act(body.id, 'cancel');
  });

  it('calls no faster than it may, though the account may', async () => {
    const { body } = await lists.create({ csv: csvOf(lists.numbers(3)), callsPerSecond: 2 });
    await lists.counted(body.id, 'placed').toBe(3);
    const [first = 0, second = 0, third = 0] = (await lists.items(body.id)).map(({ calledAt }) => calledAt ?? 0);
    expect(Math.min(second - first, third - second)).toBeGreaterThanOrEqual(495);
  });

  it('takes turns with others where the account may not call as fast as all of them', async () => {
    await lists.limits({ callsPerSecond: 20 });
    const [mine, theirs] = [lists.numbers(15), lists.numbers(5)];
    const { body: first } = await lists.create({ csv: csvOf(mine) });
    const { body: second } = await lists.create({ csv: csvOf(theirs) });
    await lists.counted(first.id, 'placed').toBe(15);
    await lists.counted(second.id, 'placed').toBe(5);
    const order = lists.asked('CreateCall').map(({ form }) => form.To ?? '');
    const lastOf = (to: readonly string[]): number => Math.max(...to.map((one) => order.indexOf(one)));
    expect(lastOf(theirs)).toBeLessThan(lastOf(mine));
  });

  it('that is paused as it runs calls nobody until it is resumed', async () => {
    const to = lists.numbers(4);
    const { body } = await lists.create({ csv: csvOf(to), concurrency: 2 });
    await lists.counted(body.id, 'placed').toBe(2);
    expect((await lists.act(body.id, 'pause')).body.status).toBe('paused');
    for (const row of lists.twilio.state.calls.values()) row.status = 'busy';
    lists.api.later(2 * 60_000);
    await lists.counted(body.id, 'busy').toBe(2);
    expect([(await lists.look(body.id)).counts.planned, lists.called(to)]).toEqual([2, [1, 1, 0, 0]]);
    await lists.act(body.id, 'resume');
    await lists.counted(body.id, 'placed').toBe(2);
    expect(lists.called(to)).toEqual([1, 1, 1, 1]);
  });

  it('slows down when Twilio asks for it, and loses nothing', async () => {
    lists.twilio.fail({ match: 'CreateCall', with: 429 });
    const to = lists.numbers(4);
    const { body } = await lists.create({ csv: csvOf(to) });
    await expect
      .poll(async () => (await lists.look(body.id)).waits?.for, { timeout: 15_000, interval: 20 })
      .toBe('twilio');
    lists.twilio.heal();
    await lists.inTime(body.id, 'placed').toBe(4);
    expect(lists.called(to)).toEqual([1, 1, 1, 1]);
  });

  it('is paused, with the reason, when Twilio refuses the credentials', async () => {
    lists.twilio.fail({ match: 'CreateCall', with: 401 });
    const to = lists.numbers(3);
    const { body } = await lists.create({ csv: csvOf(to) });
    await expect.poll(async () => (await lists.look(body.id)).status).toBe('paused');
    expect((await lists.look(body.id)).reason).toContain('Authenticate (error 20003)');
    await lists.counted(body.id, 'planned').toBe(3);
    lists.twilio.heal();
    await lists.act(body.id, 'resume');
    await lists.counted(body.id, 'placed').toBe(3);
    expect((await lists.look(body.id)).reason).toBeNull();
  });

  it('goes on after a number that Twilio refuses', async () => {
    lists.twilio.fail({ match: 'CreateCall', times: 1, with: 400, code: 21211 });
    const { body } = await lists.create({ csv: csvOf(lists.numbers(3)) });
    await lists.counted(body.id, 'placed').toBe(2);
    expect(await lists.items(body.id, 'failed')).toMatchObject([
      { errorCode: 21211, reason: expect.stringContaining('Twilio refused') },
    ]);
  });

  it.each([
    ['acted and lost the answer', 'lose answer'],
    ['hung up before it acted', 'hang up'],
    ['failed', 500],
  ] as const)('calls a number once where Twilio %s', async (_what, how) => {
    lists.twilio.fail({ match: 'CreateCall', times: 1, with: how });
    const to = lists.numbers(2);
    const { body } = await lists.create({ csv: csvOf(to) });
    await lists.inTime(body.id, 'placed').toBe(2);
    expect(lists.called(to)).toEqual([1, 1]);
  });

  it('gives a number up after three requests without a trace, until a person says again', async () => {
    lists.twilio.fail({ match: 'CreateCall', times: 3, with: 503 });
    const to = lists.numbers(1);
    const { body } = await lists.create({ csv: csvOf(to) });
    await lists.inTime(body.id, 'unknown').toBe(1);
    await expect.poll(async () => (await lists.look(body.id)).status).toBe('done');
    const [item] = await lists.items(body.id);
    expect((await lists.api.ask('POST', `/outgoing/calls/${item!.id}/again`)).status).toBe(200);
    await lists.counted(body.id, 'placed').toBe(1);
    expect(lists.called(to)).toEqual([1]);
    expect((await lists.api.ask('POST', `/outgoing/calls/${item!.id}/again`)).status).toBe(409);
  });

  it('waits outside its hours and after the cap of the day, and says until when', async () => {
    const day = new Date(Date.now() + 3 * 86_400_000)
      .toLocaleDateString('en-US', { weekday: 'short', timeZone: 'UTC' })
      .toLowerCase();
    const { body } = await lists.create({
      csv: csvOf(lists.numbers(1)),
      hours: { timezone: 'UTC', from: '00:00', to: '23:59', days: [day] },
    });
    await expect.poll(async () => (await lists.look(body.id)).waits?.for).toBe('hours');
    expect((await lists.look(body.id)).waits?.until).toBeGreaterThan(Date.now());
    await lists.limits({ callsPerDay: 0 });
    const { body: other } = await lists.create({ csv: csvOf(lists.numbers(1)) });
    await expect.poll(async () => (await lists.look(other.id)).waits?.for).toBe('daily-cap');
    await lists.limits({});
    await lists.counted(other.id, 'placed').toBe(1);
    await lists.act(body.id, 'cancel');
  });

  it('is paused, resumed and canceled; what was not called then never is', async () => {
    const to = lists.numbers(6);
    const { body } = await lists.create({ csv: csvOf(to), paused: true });
    expect(body.status).toBe('paused');
    expect((await lists.act(body.id, 'pause')).body.status).toBe('paused');
    expect((await lists.act(body.id, 'cancel')).body).toMatchObject({
      status: 'canceled',
      counts: { planned: 0, canceled: 6 },
    });
    expect([(await lists.act(body.id, 'resume')).status, (await lists.act(body.id, 'cancel')).status]).toEqual([
      409, 200,
    ]);
    await expect.poll(async () => (await lists.items(body.id, 'canceled')).length).toBe(6);
    expect(lists.called(to)).toEqual(to.map(() => 0));
  });

  it('is made once for an idempotency key', async () => {
    const to = lists.numbers(2);
    const more = { csv: csvOf(to), idempotencyKey: 'monday', paused: true };
    const [first, again] = [await lists.create(more), await lists.create(more)];
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect((await lists.create({ ...more, concurrency: 1 })).body.error.code).toBe('key-reused');
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
    const created = lists.create({ csv, paused: true }).finally(() => {
      isDone = true;
    });
    while (!isDone) {
      await (await lists.api.plain('/healthz')).body?.cancel();
      answered++;
    }
    const { status, body } = await created;
    expect([status, body.total, body.counts.planned]).toEqual([201, 100_000, 100_000]);
    expect(answered).toBeGreaterThan(50);
    expect((await lists.items(body.id)).length).toBe(500);
  }, 120_000);
});
