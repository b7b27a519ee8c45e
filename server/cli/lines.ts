import { createInterface } from 'node:readline';

/**
 * Lines that somebody types or a pipe brings. `return` lets go of the input even while a line is waited for, so that a process
 * with nothing else to do ends.
 */
export function linesOf(input: NodeJS.ReadableStream): AsyncIterableIterator<string> {
  const reader = createInterface({ input });
  const lines = reader[Symbol.asyncIterator]();
  return {
    next: () => lines.next(),
    return: async () => {
      reader.close();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
