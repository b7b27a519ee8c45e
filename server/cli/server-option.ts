import { readConfig } from '../config.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { type CommandArgs, type Io, UsageError } from './command.ts';

/** A running server, and a client that asks it. */
export interface RunningServer {
  /** Address without a trailing slash. */
  readonly server: string;
  /** Its PATCHCORD_TOKEN. */
  readonly token: string;
  readonly api: ApiClient;
}

/**
 * The running server that `--server` and `--token` name, or that of this machine and environment.
 *
 * @throws UsageError without a token, or where the address is none
 */
export function runningServer({ option }: Pick<CommandArgs, 'option'>, io: Pick<Io, 'env' | 'fetch'>): RunningServer {
  const config = readConfig(io.env);
  const token = option('token') ?? config.token;
  if (!token) throw new UsageError('A token is needed: set PATCHCORD_TOKEN as the server has it, or pass --token.');
  const server = serverOf(option('server'), config.port);
  return { server, token, api: createApiClient(server, token, io.fetch) };
}

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
