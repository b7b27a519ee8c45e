import { main } from '../../../server/cli/patchcord.ts';

/** What a command printed and how it ended. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the `patchcord` command in this process; a trailing object is its whole environment. */
export async function run(...args: (string | Record<string, string>)[]): Promise<Ran> {
  const argv = args.filter((arg) => typeof arg === 'string');
  const env = args.find((arg) => typeof arg === 'object') ?? {};
  let out = '';
  let err = '';
  const code = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env,
    fetch,
  });
  return { code, out, err };
}
