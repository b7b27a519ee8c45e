import type { Server } from 'node:http';
import type { Job } from './job.ts';
import type { Store } from './store/store.ts';

/** Time given to requests under way when the server is asked to stop. */
const DRAIN_MS = 20_000;

/**
 * Stops a server: what is done by itself first, then what was asked for, then what blocks want done, then the store.
 *
 * @param idle waits until nothing is being done for a block any more, at most so many milliseconds
 */
export async function stopServer(
  server: Server,
  jobs: readonly Job[],
  store: Store,
  idle: (most: number) => Promise<unknown>,
): Promise<void> {
  const stopJobs = () => Promise.all(jobs.map((job) => job.stop()));
  // First of all: a call that is placed once nobody listens would be answered by nobody.
  await stopJobs();
  const until = performance.now() + DRAIN_MS;
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(late);
  // What a request began that was cut off.
  await stopJobs();
  // The outcome of what is done while nobody waits for it would be lost with the store.
  await idle(until - performance.now());
  await store.close();
}
