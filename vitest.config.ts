import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** What is awaited comes late on a busy machine; a second, which is what vitest waits by itself, is not always enough. */
const awaited = { poll: { timeout: 15_000 } };

/** Folders whose tests are about shared/ alone. It keeps nothing between calls, so they may share its modules: loading them takes longer than most tests. */
const PURE = [
  ...['blocks', 'check', 'engine', 'export', 'fields', 'flow', 'import', 'languages', 'rehearsal', 'template'],
  ...['templates', 'time', 'twiml', 'variables'],
].map((folder) => `test/${folder}/**/*.test.ts`);

/**
 * Three projects: `shared` and `unit` run in parallel, pure parts and rooms with real parts; `browser` drives the built product,
 * one file at a time.
 */
export default defineConfig({
  test: {
    // Left to itself it keeps one core free, which is half of a small machine.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          name: 'shared',
          include: PURE,
          isolate: false,
          environment: 'node',
          testTimeout: 20_000,
          expect: awaited,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/bench/**', ...PURE],
          environment: 'node',
          testTimeout: 20_000,
          expect: awaited,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/support/setup.ts'],
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          expect: awaited,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
