import { CHECK_GROUPS, type CheckGroup, type Checkup, worstOf } from '../../shared/api/doctor.ts';
import { type Config, readConfig } from '../config.ts';
import { createApiClient } from './api-client.ts';
import { type Command, type CommandArgs, CommandFailure, type Io, UsageError } from './command.ts';
import { describeCheckup } from './doctor-report.ts';
import { serverOf } from './server-option.ts';

/** `patchcord doctor` */
export const doctor: Command = {
  name: 'doctor',
  usage: '[--server URL] [--token T] [--only GROUPS]',
  about: 'Looks at everything between a phone that is dialled and a flow that answers, and says what to mend.',
  options: { server: { type: 'string' }, token: { type: 'string' }, only: { type: 'string' } },
  help: [
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
    `--only GROUPS     Some of ${CHECK_GROUPS.join(', ')}; with commas between them.`,
    '',
    'Without a running server it looks at what this machine’s configuration tells.',
    'Exits 1 if an error was found; warnings, and what could not be looked at, exit 0.',
  ],
  async run(args, io) {
    if (args.files.length > 0) throw new UsageError(`doctor takes no files; "${args.files[0]}" was given.`);
    const only = groupsOf(args.option('only'));
    const { asked, checkup } = await examine(args, io, readConfig(io.env), only);
    const worst = worstOf(checkup.findings.map(({ status }) => status));
    return {
      code: worst === 'error' ? 1 : 0,
      text: `${asked}\n\n${describeCheckup(checkup)}`,
      json: { ok: worst !== 'error', asked, ...checkup },
    };
  },
};

interface Examined {
  /** Who was asked, as a sentence. */
  readonly asked: string;
  readonly checkup: Checkup;
}

async function examine(
  { option }: CommandArgs,
  io: Io,
  config: Config,
  only: readonly CheckGroup[],
): Promise<Examined> {
  const server = serverOf(option('server'), config.port);
  const token = option('token') ?? config.token;
  if (!token && option('server') !== undefined) {
    throw new UsageError(
      'A token is needed to ask a server: set PATCHCORD_TOKEN as the server has it, or pass --token.',
    );
  }
  if (!token) return byConfiguration(config, only, 'No token is known (PATCHCORD_TOKEN), so no server was asked.');
  try {
    const checkup = await createApiClient(server, token, io.fetch)<Checkup>('POST', '/doctor', { body: { only } });
    return { asked: `The server at ${server} was asked.`, checkup };
  } catch (error) {
    const nobody = error instanceof CommandFailure && error.code === 'no-server';
    if (!nobody || option('server') !== undefined) throw error;
    return byConfiguration(config, only, `No server answers at ${server}.`);
  }
}

async function byConfiguration(config: Config, only: readonly CheckGroup[], why: string): Promise<Examined> {
  // Loaded here, so that commands without a database start without one.
  const { examine: examineHere } = await import('../main.ts');
  const checkup = await examineHere(config, only);
  return { asked: `${why} This is what the configuration of this machine tells.`, checkup };
}

function groupsOf(given: string | undefined): readonly CheckGroup[] {
  if (given === undefined) return CHECK_GROUPS;
  return given.split(',').map((name) => {
    const group = CHECK_GROUPS.find((one) => one === name.trim());
    if (group) return group;
    throw new UsageError(`--only has "${name.trim()}"; expected some of ${CHECK_GROUPS.join(', ')}.`);
  });
}
