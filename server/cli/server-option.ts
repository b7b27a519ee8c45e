import { UsageError } from './command.ts';

/**
 * The running server a command asks: what `--server` says, or the one of this machine.
 *
 * @throws UsageError if it is no address
 */
export function serverOf(given: string | undefined, port: number): string {
  if (given === undefined) return `http://localhost:${port}`;
  if (!URL.canParse(given) || !/^https?:/.test(given)) {
    throw new UsageError(`--server is "${given}"; expected an address such as http://localhost:3000.`);
  }
  return given.replace(/\/+$/, '');
}
