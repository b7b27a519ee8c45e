import { Caller } from './caller.ts';

/**
 * The load: `load.ts PORT ENTRY SECONDS WARM-UP [RATE]`; prints what it measured as JSON. Without a rate, as fast as it goes. The
 * warm-up is as fast as it goes in any case: what is measured is a server that has been running, not one that is compiling.
 */
const [port = 0, seconds = 0, warm = 0, rate = 0] = [2, 4, 5, 6].map((at) => Number(process.argv[at] ?? 0));
const entry = process.argv[3] ?? '/';
const CONNECTIONS = 16;

/** Milliseconds without load before the scheduled one begins. */
const REST = 200;

let answered = 0;
const latencies: number[] = [];
const callers = Array.from({ length: rate ? 64 : CONNECTIONS }, () => new Caller(port, entry));
const began = performance.now();
const from = began + warm * 1_000;
const until = from + seconds * 1_000;
for (const caller of callers.slice(0, CONNECTIONS)) closedLoop(caller, rate ? from - REST : until);
if (rate) setTimeout(openLoop, warm * 1_000);
setTimeout(report, (warm + seconds) * 1_000 + 300);

function closedLoop(caller: Caller, end: number): void {
  const sent = performance.now();
  if (sent > end) return;
  caller.next(() => {
    answered++;
    const now = performance.now();
    if (now >= from && now <= until) latencies.push(now - sent);
    closedLoop(caller, end);
  });
}

/** Requests leave at their scheduled moment whatever the server does; latency counts from that moment. */
function openLoop(): void {
  const idle = [...callers];
  const start = performance.now();
  let count = 0;
  const tick = (): void => {
    const now = performance.now();
    for (; start + (count * 1_000) / rate <= now && idle.length > 0; count++) {
      const due = start + (count * 1_000) / rate;
      const caller = idle.shift() as Caller;
      caller.next(() => {
        answered++;
        idle.push(caller);
        if (due <= until) latencies.push(performance.now() - due);
      });
    }
    // Spins, because timers are a millisecond late; it has a core of its own.
    if (now < until) setImmediate(tick);
  };
  tick();
}

function report(): void {
  latencies.sort((a, b) => a - b);
  const at = (share: number): number =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN;
  const errors = callers.reduce((sum, caller) => sum + caller.errors, 0);
  console.log(
    JSON.stringify({
      answered,
      perSecond: latencies.length / seconds,
      p50: at(0.5),
      p99: at(0.99),
      max: at(1),
      errors,
    }),
  );
  for (const caller of callers) caller.close();
}
