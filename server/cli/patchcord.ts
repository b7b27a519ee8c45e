import { parseArgs } from 'node:util';
import { nearest } from '../../shared/text/nearest.ts';
import { ConfigError, environment } from '../config.ts';
import { VERSION } from '../root.ts';
import { call } from './call.ts';
import { callerIds } from './caller-ids.ts';
import { check } from './check.ts';
import { type Command, type CommandArgs, CommandFailure, type Io, type Outcome, UsageError } from './command.ts';
import { dial } from './dial.ts';
import { doctor } from './doctor.ts';
import { env } from './env.ts';
import { exportCommand } from './export.ts';
import { importCommand } from './import.ts';
import { linesOf } from './lines.ts';
import { login } from './login.ts';
import { numbers } from './numbers.ts';
import { printable } from './printable.ts';
import { publish } from './publish.ts';
import { recordings } from './recordings.ts';
import { serve } from './serve.ts';
import { test } from './test.ts';
import { texts } from './texts.ts';
import { twiml } from './twiml.ts';
import { voicemail } from './voicemail.ts';

const COMMANDS: readonly Command[] = [
  serve,
  login,
  check,
  test,
  twiml,
  call,
  importCommand,
  exportCommand,
  texts,
  publish,
  env,
  callerIds,
  numbers,
  recordings,
  voicemail,
  dial,
  doctor,
];

/**
 * The `patchcord` command.
 *
 * @param argv arguments after the program's name
 * @returns exit code: 0, 1 (the answer is no) or 2 (bad use)
 */
export async function main(argv: readonly string[], where: Io): Promise<number> {
  const io: Io = {
    ...where,
    out: (text) => where.out(printable(text)),
    err: (text) => where.err(printable(text)),
  };
  const [name, ...rest] = argv;
  const json = argv.includes('--json');
  try {
    if (name === '--version' || name === '-v') {
      return print({ code: 0, text: `${VERSION}\n`, json: { version: VERSION } }, json, io);
    }
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') return help(name, json, io);
    const command = COMMANDS.find((candidate) => candidate.name === name);
    if (!command) {
      const names = COMMANDS.map((candidate) => candidate.name);
      const near = nearest(name, names);
      const hint = near === undefined ? '' : ` Did you mean ${near}?`;
      throw new UsageError(`There is no command "${name}".${hint} The commands are ${names.join(', ')}.`);
    }
    const args = readArgs(command, rest);
    if (args === 'help') return commandHelp(command, json, io);
    return print(await command.run(args, io), json, io);
  } catch (error) {
    return print(toOutcome(error), json, io);
  }
}

function readArgs(command: Command, argv: readonly string[]): CommandArgs | 'help' {
  const options = { ...command.options, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...argv],
      options,
      allowPositionals: true,
      strict: true,
      tokens: true,
    });
    if (values.help) return 'help';
    const option = (name: string) => {
      const value: unknown = (values as Record<string, unknown>)[name];
      return typeof value === 'string' ? value : undefined;
    };
    const given = (tokens as readonly Token[]).flatMap(({ kind, name = '', value }) => {
      if (kind !== 'option') return [];
      return [value === undefined ? { name } : { name, value }];
    });
    return { files: positionals, option, given, json: values.json === true };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${message.replace(/\.? To specify a positional.*$/s, '')}. Usage: patchcord ${command.name} ${command.usage}`,
    );
  }
}

/** What `parseArgs` tells of each argument, as far as it is used here. */
interface Token {
  readonly kind: string;
  readonly name?: string;
  readonly value?: string | undefined;
}

function print(outcome: Outcome, json: boolean, io: Io): number {
  if (json) {
    if (outcome.json !== undefined) io.out(`${JSON.stringify(outcome.json, null, 2)}\n`);
  } else if (outcome.text !== '') io.out(outcome.text);
  if (outcome.remarks && !json) io.err(outcome.remarks);
  return outcome.code;
}

function toOutcome(error: unknown): Outcome {
  if (error instanceof UsageError || error instanceof ConfigError) return failed(2, 'bad-use', error.message, {});
  if (error instanceof CommandFailure) return failed(1, error.code, error.message, error.details);
  const message = error instanceof Error ? error.message : String(error);
  return failed(1, 'failed', message, {});
}

function failed(code: 1 | 2, name: string, message: string, details: object): Outcome {
  return { code, text: '', remarks: `${message}\n`, json: { error: { code: name, message, ...details } } };
}

function help(name: string | undefined, json: boolean, io: Io): number {
  const commands = COMMANDS.map(({ name, usage, about }) => ({ name, usage, about }));
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.about}`);
  const text = `Usage: patchcord COMMAND [options]\n\n${lines.join('\n')}\n\npatchcord COMMAND --help says more about one. Every command takes --json.\nExit codes: 0 yes, 1 the answer is no, 2 called wrongly.\n`;
  // Asked for, help is the answer; without a command it is a reminder.
  if (name !== undefined) return print({ code: 0, text, json: { commands } }, json, io);
  const message = 'Name a command.';
  return print({ code: 2, text: '', remarks: text, json: { error: { code: 'bad-use', message }, commands } }, json, io);
}

function commandHelp({ name, usage, about, help }: Command, json: boolean, io: Io): number {
  const lines = ['--json            Print JSON instead of text.', ...help].map((line) => `  ${line}`.trimEnd());
  const text = `Usage: patchcord ${name} ${usage}\n\n${about}\n\n${lines.join('\n')}\n`;
  return print({ code: 0, text, json: { name, usage, about, help } }, json, io);
}

/** The process as commands see it. */
function processIo(): Io {
  // Whoever reads stopped, as `head` does: nothing more is to be said, and nothing went wrong.
  const ignoreClosedPipe = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
  };
  process.stdout.on('error', ignoreClosedPipe);
  process.stderr.on('error', ignoreClosedPipe);
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    env: environment(),
    fetch,
    lines: () => linesOf(process.stdin),
  };
}

// Told by its name, because a bundler may have moved this code to another file.
if (/[\\/]cli[\\/]patchcord\.[jt]s$/.test(process.argv[1] ?? '')) {
  process.exitCode = await main(process.argv.slice(2), processIo());
}
