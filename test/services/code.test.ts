import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCodePool } from '../../server/services/code.ts';
import type { CodeOutcome } from '../../shared/effect.ts';
import type { Json } from '../../shared/flow/types.ts';
import { CODE_LIMITS } from '../../shared/sandbox/limits.ts';
import type { CodePool } from '../../shared/sandbox/pool.ts';

/** Real threads, real interpreter. */
let pool: CodePool;
const NOW = Date.UTC(2026, 11, 24, 23, 5, 6, 789);
beforeAll(async () => {
  pool = createCodePool(2);
  await Promise.all([run('return 1'), run('return 1')]);
});
afterAll(() => pool.close());

const run = (code: string, input: Record<string, Json> = {}): Promise<CodeOutcome> =>
  pool.run({ kind: 'code', code, input }, NOW);
const value = async (code: string, input?: Record<string, Json>): Promise<Json | undefined> => {
  const outcome = await run(code, input);
  return outcome.result === 'done' ? outcome.value : (outcome.reason as Json);
};

// Its time is measured by the clock on the wall: a busy machine may need another try.
describe('code', { retry: 3 }, () => {
  test.each<[code: string, result: Json]>([
    ['return input.a + input.b.c', 3],
    ['const [x, ...rest] = [1, 2, 3]; return { x, rest, y: rest?.[5] ?? null }', { x: 1, rest: [2, 3], y: null }],
    ['', null],
    ['return undefined', null],
    ['return NaN', null],
    ['return "ü 😀 \\u0000"', 'ü 😀 \u0000'],
    ['return (async () => { await null; return 4; })()', 4],
    ['return Promise.all([1, Promise.resolve(2)])', [1, 2]],
    ['return [..."abc"].map((c, i) => c + i).join("-")', 'a0-b1-c2'],
    ['return /(\\d+)-(?<year>\\d+)/.exec("12-2026").groups.year', '2026'],
    ['return { toJSON() { return 7; } }', 7],
    ['return typeof this', 'undefined'],
    ['return new Map([[1, 2]]).get(1) + new Set([1, 1]).size', 3],
  ])('%s', async (code, result) => {
    expect(await value(code, { a: 1, b: { c: 2 } })).toEqual(result);
  });

  test('sees the time of the call, in UTC, and it stands still', async () => {
    const code = `const a = Date.now(); for (let i = 0; i < 1000; i++);
      const d = new Date();
      return [a === Date.now(), d.toISOString(), d.getHours(), d.getDate(), d.getTimezoneOffset(), new Date(2026, 0, 2, 3).toISOString(),
        new Date('2026-01-02T03:04').toISOString(), new Date('2026-01-02').getTime(), String(d), d instanceof Date, d.constructor === Date]`;
    expect(await value(code)).toEqual([
      true,
      '2026-12-24T23:05:06.789Z',
      23,
      24,
      0,
      '2026-01-02T03:00:00.000Z',
      '2026-01-02T03:04:00.000Z',
      Date.UTC(2026, 0, 2),
      'Thu, 24 Dec 2026 23:05:06 GMT',
      true,
      true,
    ]);
  });

  test('leaves what it logs, up to a point', async () => {
    const outcome = await run(
      'console.log("a", 1, { b: [2] }, null, undefined); console.error(new TypeError("no")); return 1',
    );
    expect(outcome.logs).toEqual(['a 1 {"b":[2]} null undefined', 'TypeError: no']);
    const much = await run('for (let i = 0; i < 1000; i++) console.log("x".repeat(5000)); return 1');
    expect(much.logs?.length).toBe(CODE_LIMITS.logs);
    expect(much.logs?.every((line) => line.length === CODE_LIMITS.logLength)).toBe(true);
  });

  test('does no work for lines that are not kept, whatever it makes of the language', async () => {
    const counting = `let shown = 0;
      const value = { toJSON() { shown++; return 'x'.repeat(600); } };
      for (let i = 0; i < 1000; i++) console.log(value, value);
      return shown;`;
    expect(await value(counting)).toBe(CODE_LIMITS.logs);
    const { logs = [] } = await run(`String.prototype.slice = Array.prototype.join = () => 'y'.repeat(5000);
      for (let i = 0; i < 30; i++) console.log('x'.repeat(1000));
      return 1`);
    expect(logs).toEqual(Array(CODE_LIMITS.logs).fill('x'.repeat(CODE_LIMITS.logLength)));
  });

  test.each([
    ['const a = 1;\n\nnull.x', 3, /cannot read property 'x' of null/],
    ['const a = 1;\nconst b = ;', 2, /SyntaxError/],
    ['function f() {\n  throw new RangeError("deep");\n}\nf();', 2, /RangeError: deep/],
    ['return (async () => {\n  throw new Error("later");\n})()', 2, /later/],
    ['if (true) {\n', 2, /SyntaxError/],
    ['throw "plain"', undefined, /^plain$/],
    ['throw { code: 5 }', undefined, /"code":5/],
    ['throw undefined', undefined, /undefined/],
    ['throw null', undefined, /null/],
  ])('that fails says where: %s', async (code, line, reason) => {
    const outcome = await run(code);
    expect(outcome).toMatchObject({ result: 'failed', reason: expect.stringMatching(reason) });
    expect(outcome.result === 'failed' ? outcome.line : 0).toBe(line);
  });

  test('leaves nothing behind for the next', async () => {
    await run(
      'globalThis.left = 1; Array.prototype.map = () => "mine"; Object.prototype.polluted = 1; JSON.parse = null; return 1',
    );
    for (let time = 0; time < 4; time++) {
      expect(await value('return [typeof left, [1].map((x) => x + 1), ({}).polluted ?? 0]')).toEqual([
        'undefined',
        [2],
        0,
      ]);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

/** What tries to get out, or to reach anything but the language: it must find nothing. */
const ESCAPES: readonly string[] = [
  'return this.constructor.constructor("return process")().version',
  'return (() => {}).constructor("return process")().pid',
  'return Function("return process.env")()',
  'return (0, eval)("process.mainModule.require(\'fs\')")',
  'return globalThis.process.binding("fs")',
  'return require("child_process").execSync("id").toString()',
  'return import("node:fs").then((fs) => fs.readFileSync("/etc/passwd", "utf8"))',
  'return import("/etc/passwd")',
  'return console.log.constructor("return process")().pid',
  'return console.constructor.constructor("return globalThis.process.pid")()',
  'return Object.getPrototypeOf(async function () {}).constructor("return process.pid")()',
  'return Object.getPrototypeOf(function* () {}).constructor("return process.pid")().next().value',
  'return Object.getPrototypeOf(async function* () {}).constructor("yield process.pid")().next()',
  'return new Proxy({}, { get(t, k) { return process[k]; } }).pid',
  'try { null.f(); } catch (e) { return e.constructor.constructor("return process")().pid; }',
  'const f = () => { try { f(); } catch (e) { return e.constructor.constructor("return process")().pid; } }; return f();',
  'Error.prepareStackTrace = (e, s) => s; return new Error().stack[0].getThis().process.pid',
  'return Reflect.construct(Function, ["return process.pid"])()',
  'return [].constructor.from.constructor("return process.pid")()',
  'return fetch("http://127.0.0.1")',
  'return new XMLHttpRequest()',
  'return new WebSocket("ws://127.0.0.1")',
  'return new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))',
  'return new Worker("x")',
  'return setTimeout(() => {}, 0)',
  'return std.open("/etc/passwd", "r").readAsString()',
  'return os.exec(["id"])',
  'return Deno.env.toObject()',
  'return Bun.file("/etc/passwd").text()',
  'return scriptArgs[0]',
  'return input.constructor.constructor("return process.pid")()',
  'return input.__proto__.constructor.constructor("return process.pid")()',
  'return document.cookie',
  'return self.postMessage("out")',
  'return parentPort.postMessage("out")',
  'return print.constructor("return process.pid")()',
  '}); process.exit(3); (function () {',
  'return module.constructor._load("fs")',
  'return Symbol.for("nodejs.util.inspect.custom") && process.pid',
  'throw { get message() { return process.pid; } }',
  'class E extends Error { get message() { return process.pid; } } throw new E()',
  'return { toJSON() { return process.pid; } }',
  'return Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)',
];

test.each(ESCAPES)('finds nothing outside: %s', async (code) => {
  const outcome = await run(code);
  expect(outcome.result).not.toBe('done');
  expect(JSON.stringify(outcome)).not.toContain(String(process.pid));
  expect(await value('return 1')).toBe(1);
});

test('nothing is written, asked or known of the machine, whatever is tried', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'patchcord-code-'));
  const canary = join(folder, 'canary');
  let connections = 0;
  const server = createServer(() => connections++).listen(0, '127.0.0.1');
  process.env.CANARY_OF_THE_TEST = 'canary value';
  for (const code of ESCAPES) {
    const loud = `try { ${code.startsWith('}') ? '' : code.replace(/^return /, '')} } catch {}
      for (const write of [() => require('fs').writeFileSync(${JSON.stringify(canary)}, ''), () => std.open(${JSON.stringify(canary)}, 'w').close()])
        try { write(); } catch {}
      return Object.getOwnPropertyNames(globalThis)`;
    const outcome = await run(loud);
    expect(JSON.stringify(outcome)).not.toMatch(/canary value|process|require|fetch/);
  }
  expect(existsSync(canary)).toBe(false);
  expect(connections).toBe(0);
  delete process.env.CANARY_OF_THE_TEST;
  server.close();
  rmSync(folder, { recursive: true });
});

/** What would run, or take memory, for ever. */
const RUNAWAYS: readonly string[] = [
  'for (;;);',
  'while (true) { try { while (true); } catch {} finally { continue; } }',
  'const f = () => f(); f()',
  'const f = () => { try { f(); } finally { f(); } }; f()',
  'return new Array(1e8) + ""',
  'return new Array(1e7).join("x".repeat(100))',
  'return "x".repeat(2 ** 29) + "x".repeat(2 ** 29)',
  'let s = "x"; for (;;) s += s',
  'const all = []; for (;;) all.push(new Array(1000).fill(all))',
  'const all = []; for (;;) all.push(new Uint8Array(1e6))',
  'return new ArrayBuffer(2 ** 31)',
  'return (3n ** 200000n * 3n ** 200000n).toString()',
  'let n = 2n; for (;;) n **= 2n',
  'return /^(a+)+$/.test("a".repeat(40) + "!")',
  'return /(x+x+)+y/.test("x".repeat(5000))',
  'return "a".repeat(30000).replace(/(a*)*b/g, "")',
  'function* g() { for (;;) yield 1; } return [...g()]',
  'return Array.from({ length: 2 ** 32 - 1 })',
  'return Array.from({ get length() { for (;;); } })',
  'return new Proxy({}, { ownKeys() { for (;;); } })',
  'return { toJSON() { for (;;); } }',
  'return { get x() { for (;;); } }',
  'return { toString() { for (;;); }, [Symbol.toPrimitive]() { for (;;); } } + ""',
  'throw { get message() { for (;;); }, toString() { for (;;); }, toJSON() { for (;;); } }',
  'class E extends Error { get name() { for (;;); } } throw new E()',
  'const f = () => Promise.resolve().then(f); return f()',
  'return (async () => { for (;;) await null; })()',
  'return { then(resolve) { for (;;); } }',
  'return (async () => ({ then() { for (;;); } }))()',
  'for (;;) console.log("x".repeat(1000))',
  'console.log({ toJSON() { for (;;); } })',
  'let a = []; for (let i = 0; i < 1e6; i++) a = [a]; return a',
  'let o = {}; for (let i = 0; i < 1e6; i++) o = { o }; return JSON.stringify(o)',
  'JSON.parse("[".repeat(1e6))',
  'return JSON.parse("[" + "1,".repeat(1e7) + "1]")',
  'return "x".repeat(1e6)',
  'return Array(20000).fill("xxxx")',
  'const a = [1]; a.length = 2 ** 32 - 1; a.sort(); return a',
  'return [..."x".repeat(1e7)].sort(() => Math.random())',
  'return new Date(8.64e15).toISOString().padEnd(2 ** 29)',
  'eval("for (;;);")',
  'new Function("for (;;);")()',
  'let a = {}; a.a = a; return a',
  'return Object.fromEntries(Array.from({ length: 1e6 }, (_, i) => [i, i]))',
  'return structuredClone(1)',
  'Object.defineProperty(globalThis, "x", { get() { for (;;); } }); return x',
  'const w = new WeakRef({}); const r = new FinalizationRegistry(() => { for (;;); }); r.register({}, 1); for (;;) ({})',
  'label: for (;;) continue label',
  'return new Intl.DateTimeFormat()',
  'return 10n',
];

describe('code without an end', () => {
  // The time that is promised; a busy machine may need another try.
  test.each(RUNAWAYS)('is dead within 200 ms: %s', { retry: 3 }, async (code) => {
    await Promise.all([run('return 1'), run('return 1')]);
    const began = performance.now();
    const outcome = await run(code);
    const took = performance.now() - began;
    if (outcome.result === 'done') expect(JSON.stringify(outcome.value).length).toBeLessThanOrEqual(CODE_LIMITS.json);
    expect(took).toBeLessThan(200);
    expect(await value('return 1')).toBe(1);
  });

  test('keeps no other code from running, nor this thread from its work', async () => {
    await Promise.all([run('return 1'), run('return 1')]);
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const runaway = run('return new Array(1e8) + ""');
    const others = await Promise.all(Array.from({ length: 20 }, (_, at) => value('return input.at', { at })));
    expect(others).toEqual(Array.from({ length: 20 }, (_, at) => at));
    expect((await runaway).result).toBe('timeout');
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
  });

  test('is refused where too much of it waits', async () => {
    const outcomes = await Promise.all(Array.from({ length: CODE_LIMITS.queue + 20 }, () => run('for (;;);')));
    expect(outcomes.every(({ result }) => result !== 'done')).toBe(true);
    expect(outcomes.filter((one) => one.result === 'failed' && one.reason.includes('waiting')).length).toBeGreaterThan(
      0,
    );
    expect(await value('return 1')).toBe(1);
  });

  test('is too long, or given too much', async () => {
    expect((await run(`return 1;${' '.repeat(CODE_LIMITS.code)}`)).result).toBe('failed');
    expect((await run('return 1', { much: 'x'.repeat(CODE_LIMITS.json) })).result).toBe('failed');
  });
});

test('a pool that is closed runs nothing', async () => {
  const closed = createCodePool(1);
  closed.close();
  expect((await closed.run({ kind: 'code', code: 'return 1', input: {} }, NOW)).result).toBe('failed');
});
