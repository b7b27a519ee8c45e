import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import type { CodeEffect, CodeOutcome } from '../effect.ts';
import { jsonDepth, readJson } from '../text/json.ts';
import { CODE_LIMITS } from './limits.ts';
import { PRELUDE } from './prelude.ts';

export interface CodeHost {
  /** QuickJS in WebAssembly: whatever the code does to it, it stays in there. */
  readonly quickjs: QuickJSWASMModule;
  /** Milliseconds, of any clock that goes on. */
  readonly clock: () => number;
}

export interface CodeRun {
  readonly outcome: CodeOutcome;
  /** The interpreter itself broke and must not be used again. */
  readonly broken?: true;
}

/**
 * Runs an author's code in an interpreter of its own: it has no network, no files, no timers and no modules, and only so much time
 * and memory. Never throws. A single step of the interpreter can take longer than its time, so whoever calls this must also be
 * able to end the thread it runs in.
 *
 * @param now milliseconds since the epoch that the code sees
 */
export function runCode({ code, input }: CodeEffect, now: number, { quickjs, clock }: CodeHost): CodeRun {
  const text = JSON.stringify(input);
  if (code.length > CODE_LIMITS.code) return failure(`The code is longer than ${CODE_LIMITS.code} characters.`);
  if (text.length > CODE_LIMITS.json) return failure('The parameters are larger than 64 KB.');
  const logs: string[] = [];
  // The author's time begins with the author's code.
  const run = { ends: Number.POSITIVE_INFINITY, late: false };
  const begin = (): void => {
    run.ends = clock() + CODE_LIMITS.milliseconds;
  };
  let runtime: QuickJSRuntime | undefined;
  let told: CodeRun;
  try {
    runtime = quickjs.newRuntime();
    runtime.setMemoryLimit(CODE_LIMITS.memory);
    runtime.setMaxStackSize(CODE_LIMITS.stack);
    runtime.setInterruptHandler(() => {
      run.late ||= clock() > run.ends;
      return run.late;
    });
    const context = runtime.newContext();
    try {
      const outcome = inside(context, { code, text, now, logs, begin, isLate: () => run.late || clock() > run.ends });
      told = { outcome };
    } finally {
      context.dispose();
    }
    runtime.dispose();
  } catch (error) {
    const why = run.late
      ? LATE
      : ({ kind: 'code', result: 'failed', reason: `It could not be run: ${String(error)}.` } as const);
    told = { outcome: why, broken: true };
  }
  return logs.length === 0 ? told : { ...told, outcome: { ...told.outcome, logs } };
}

interface Inside {
  readonly code: string;
  readonly text: string;
  readonly now: number;
  readonly logs: string[];
  readonly begin: () => void;
  readonly isLate: () => boolean;
}

function inside(context: QuickJSContext, { code, text, now, logs, begin, isLate }: Inside): CodeOutcome {
  const kept: QuickJSHandle[] = [];
  const keep = (handle: QuickJSHandle): QuickJSHandle => {
    kept.push(handle);
    return handle;
  };
  const call = (fn: QuickJSHandle, ...given: QuickJSHandle[]) => context.callFunction(fn, context.undefined, ...given);
  try {
    const print = keep(context.newFunction('print', (line) => void log(logs, context.getString(line))));
    const prelude = keep(context.unwrapResult(context.evalCode(PRELUDE, 'prelude.js')));
    const run = keep(context.unwrapResult(call(prelude, keep(context.newNumber(now)), print)));
    begin();
    // On the same line, so that lines count as the author's.
    const compiled = context.evalCode(`(function (input) {'use strict';${code}\n})`, FILE);
    if (compiled.error) return withinCode(thrown(context, keep(compiled.error), isLate()), code);
    const result = call(run, keep(compiled.value), keep(context.newString(text)));
    if (result.error) return thrown(context, keep(result.error), isLate());
    return settled(context, keep(result.value), keep, isLate);
  } finally {
    for (const handle of kept.reverse()) if (handle.alive) handle.dispose();
  }
}

const FILE = 'function.js';

/** What is not closed is missed only behind the code. */
function withinCode(outcome: CodeOutcome, code: string): CodeOutcome {
  if (outcome.result !== 'failed' || outcome.line === undefined) return outcome;
  return { ...outcome, line: Math.min(outcome.line, code.split('\n').length) };
}

/** What the code gave, once the promises that it made have come to something. */
function settled(
  context: QuickJSContext,
  given: QuickJSHandle,
  keep: (handle: QuickJSHandle) => QuickJSHandle,
  isLate: () => boolean,
): CodeOutcome {
  if (context.typeof(given) === 'string') return read(context, given, isLate());
  while (context.runtime.hasPendingJob()) {
    const done = context.runtime.executePendingJobs(JOBS);
    if (done.error) return thrown(context, keep(done.error), isLate());
    if (isLate()) return LATE;
  }
  const state = context.getPromiseState(given);
  if (state.type === 'fulfilled') return read(context, keep(state.value), isLate());
  if (state.type === 'rejected') return thrown(context, keep(state.error), isLate());
  return failed('It waits for something that never comes.');
}

/** Jobs run before the clock is looked at. */
const JOBS = 1_000;

function read(context: QuickJSContext, text: QuickJSHandle, isLate: boolean): CodeOutcome {
  if (isLate) return LATE;
  const length = context.getProp(text, 'length').consume((handle) => context.getNumber(handle));
  if (length > CODE_LIMITS.json) return failed('What it returns is larger than 64 KB.');
  const whole = context.getString(text);
  const json = whole.slice(1);
  if (whole.startsWith('e')) return errorOutcome(readJson(json) ?? {});
  if (jsonDepth(json, CODE_LIMITS.depth) > CODE_LIMITS.depth) {
    return failed(`What it returns is nested deeper than ${CODE_LIMITS.depth} levels.`);
  }
  const value = readJson(json);
  return value === undefined
    ? failed('What it returns cannot be read as JSON.')
    : { kind: 'code', result: 'done', value };
}

/** An error of the interpreter itself: the code's own ones are told as text. */
function thrown(context: QuickJSContext, error: QuickJSHandle, isLate: boolean): CodeOutcome {
  return isLate ? LATE : errorOutcome(context.dump(error));
}

function errorOutcome(error: unknown): CodeOutcome {
  const { name, message, stack } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  const words = String(message ?? '').slice(0, CODE_LIMITS.logLength);
  if (/out of memory/.test(words)) return failed('It needed more than 32 MB of memory.');
  const line = Number(new RegExp(`${FILE.replace('.', '\\.')}:(\\d+)`).exec(String(stack))?.[1]);
  const what = typeof name === 'string' && name !== 'Error' ? `${name.slice(0, 60)}: ${words}` : words;
  return failed(what.trim() === '' ? 'It threw an error without words.' : what, line);
}

function failed(reason: string, line = Number.NaN): CodeOutcome {
  return { kind: 'code', result: 'failed', reason, ...(Number.isFinite(line) && { line }) };
}

function failure(reason: string): CodeRun {
  return { outcome: failed(reason) };
}

/** Of code that has run too long. */
export const LATE: CodeOutcome = {
  kind: 'code',
  result: 'timeout',
  reason: `It ran longer than ${CODE_LIMITS.milliseconds} ms and was ended.`,
};

function log(logs: string[], line: string): void {
  if (logs.length < CODE_LIMITS.logs) logs.push(line.slice(0, CODE_LIMITS.logLength));
}
