import { CODE_LIMITS } from './limits.ts';

/**
 * What code finds beside the language itself: a console, and dates in UTC at the moment the call is at. Time stands still while
 * code runs, and the time zone of the machine cannot be seen, so that a call tried out goes as a call does.
 *
 * Runs before the author's code, as a function of `(now, print)`; keeps what it needs before the code can change it.
 *
 * @returns `run(main, text)`: calls `main` with the input; gives a text, or a promise of one: `v` and the result as JSON, or `e`
 *   and the error
 */
export const PRELUDE = `(function (now, print) {
'use strict';
const { parse, stringify } = JSON;
const { apply, construct, get } = Reflect;
const Text = String, RealDate = Date, RealPromise = Promise, RealError = Error;
const then = RealPromise.prototype.then;
const isPromise = (value) => value instanceof RealPromise, isError = (value) => value instanceof RealError;
const show = (value) => {
  if (typeof value === 'string') return value;
  if (isError(value)) return Text(value);
  try { return stringify(value) ?? Text(value); } catch { return Text(value); }
};
const slice = Text.prototype.slice;
let left = ${CODE_LIMITS.logs};
const write = (...values) => {
  // What is not kept is not even made.
  if (left-- <= 0) return;
  let line = '';
  for (let at = 0; at < values.length && line.length < ${CODE_LIMITS.logLength}; at++) line += (at === 0 ? '' : ' ') + show(values[at]);
  print(apply(slice, line, [0, ${CODE_LIMITS.logLength}]));
};
globalThis.console = { log: write, info: write, warn: write, error: write, debug: write };

const proto = RealDate.prototype;
for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
  for (const verb of ['get', 'set']) {
    const utc = proto[verb + 'UTC' + part];
    if (utc) Object.defineProperty(proto, verb + part, { value: utc, writable: true, configurable: true });
  }
}
const put = (name, value) => Object.defineProperty(proto, name, { value, writable: true, configurable: true });
const iso = proto.toISOString, utcText = proto.toUTCString;
put('getTimezoneOffset', function () { return 0; });
put('toString', function () { return isNaN(this) ? 'Invalid Date' : apply(utcText, this, []); });
put('toDateString', function () { return apply(utcText, this, []).slice(0, 16); });
put('toTimeString', function () { return apply(iso, this, []).slice(11, 19) + ' GMT'; });
put('toLocaleString', function () { return apply(iso, this, []).slice(0, 19).replace('T', ' '); });
put('toLocaleDateString', function () { return apply(iso, this, []).slice(0, 10); });
put('toLocaleTimeString', function () { return apply(iso, this, []).slice(11, 19); });
const read = (text) => RealDate.parse(/^[+-]?\\d{4,6}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?$/.test(text) ? text + 'Z' : text);
const given = (list) => {
  if (list.length === 0) return [now];
  if (list.length > 1) return [apply(RealDate.UTC, RealDate, list)];
  return typeof list[0] === 'string' ? [read(list[0])] : list;
};
globalThis.Date = new Proxy(RealDate, {
  apply: () => new Date().toString(),
  construct: (target, list, as) => construct(target, given(list), as),
  get: (target, key) => (key === 'now' ? () => now : key === 'parse' ? read : get(target, key)),
});
put('constructor', globalThis.Date);

const done = (value) => 'v' + (stringify(value === undefined ? null : value) ?? 'null');
const failed = (error) => {
  const told = isError(error) ? { name: Text(error.name), message: Text(error.message), stack: Text(error.stack) } : { message: show(error) };
  return 'e' + stringify(told);
};
return (main, text) => {
  try {
    const result = main(parse(text));
    return isPromise(result) ? apply(then, apply(then, result, [done]), [undefined, failed]) : done(result);
  } catch (error) {
    return failed(error);
  }
};
})`;
