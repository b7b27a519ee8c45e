import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Draft, sampleFlow } from './support/flows.ts';
import { type ApiServer, startApi } from './support/server.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
  await api.ask('POST', '/flows', { body: { document: sampleFlow('Kept') } });
});
afterAll(() => api.close());

/** Text of the sample flow after a change. */
function changed(change: (flow: Draft) => unknown): string {
  const flow = sampleFlow('Kept');
  change(flow);
  return JSON.stringify(flow);
}

const [menu] = Object.entries(sampleFlow().blocks).find(([, block]) => Object.keys(block.exits).length > 0)!;
const [exit] = Object.keys(sampleFlow().blocks[menu]!.exits);
const [start] = Object.entries(sampleFlow().blocks).find(([, block]) => block.type === 'start')!;

/** [what, text, status, code, path, part of the sentence] */
const BAD: [string, string, number, string, string, RegExp][] = [
  [
    '2 MB',
    changed((flow) => Object.assign(flow, { settings: { fallback: 'x'.repeat(2_000_000) } })),
    413,
    'too-large',
    '$',
    /larger|bytes/,
  ],
  ['just over the cap', JSON.stringify(sampleFlow()).padEnd(1_900_001), 413, 'too-large', '$', /1,900,000/],
  ['30,000 levels deep', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400, 'too-deep', '$', /32 levels/],
  [
    '30,000 levels in a prop',
    changed((flow) => Object.assign(flow, { name: 'deep' })).replace(
      '"deep"',
      `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`,
    ),
    400,
    'too-deep',
    '$',
    /32 levels/,
  ],
  [
    '__proto__',
    JSON.stringify(sampleFlow()).replace('{', '{"__proto__":{"polluted":true},'),
    400,
    'forbidden-key',
    '$',
    /__proto__/,
  ],
  [
    'unknown type',
    changed((flow) => Object.assign(flow.blocks[menu]!, { type: 'sya' })),
    400,
    'unknown-type',
    `$.blocks.${menu}.type`,
    /Did you mean "say"/,
  ],
  [
    'dangling exit',
    changed((flow) => Object.assign(flow.blocks[menu]!.exits, { [exit!]: 'nowhere' })),
    400,
    'dangling-exit',
    `$.blocks.${menu}.exits.${exit}`,
    /"nowhere", which does not exist/,
  ],
  [
    'duplicate start',
    changed((flow) => Object.assign(flow.blocks, { zStart: structuredClone(flow.blocks[start]!) })),
    400,
    'duplicate-start',
    '$.blocks.zStart',
    /Keep one of them/,
  ],
  [
    'wrong version',
    changed((flow) => Object.assign(flow, { version: 2 })),
    400,
    'unknown-version',
    '$.version',
    /reads version 1/,
  ],
  [
    'unknown key',
    changed((flow) => Object.assign(flow, { block: {} })),
    400,
    'unknown-key',
    '$.block',
    /Did you mean "blocks"/,
  ],
  ['not JSON', '{"version": 1,', 400, 'not-json', '$', /not JSON/],
  ['an empty body', ' ', 400, 'not-json', '$', /not JSON/],
  ['a list', '[]', 400, 'not-a-flow', '$', /JSON object/],
];

describe('bad documents are refused, and the stored draft is untouched', () => {
  it.each(BAD)('%s', async (_what, raw, status, code, path, sentence) => {
    const before = await api.ask('GET', '/flows/kept');
    const answer = await api.ask('PUT', '/flows/kept/draft', { raw, revision: before.body.revision });
    expect(answer.status).toBe(status);
    const problem = answer.body.error.problems.find((one: { code: string }) => one.code === code);
    expect(problem).toMatchObject({ path });
    expect(problem.message).toMatch(sentence);
    expect((await api.ask('GET', '/flows/kept')).body).toEqual(before.body);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  // Room around a document is not part of it.
  it.each(BAD.filter(([what]) => what !== 'just over the cap'))('%s, as a new flow', async (_what, raw) => {
    const before = (await api.ask('GET', '/flows')).body;
    const answer = await api.ask('POST', '/flows', { raw: `{"document":${raw}}` });
    expect([400, 413]).toContain(answer.status);
    expect((await api.ask('GET', '/flows')).body).toEqual(before);
  });

  it('reads JSON only: no other type, no compression, no broken UTF-8', async () => {
    const send = (headers: Record<string, string>, raw: string | Uint8Array<ArrayBuffer> = '{}') =>
      api.ask('PUT', '/flows/kept/draft', { raw, revision: 1, headers });
    expect((await send({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send({ 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await send({ 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await send({}, Uint8Array.of(0x22, 0xff, 0x22))).status).toBe(400);
  });
});
