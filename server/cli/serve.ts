import { CONFIG_VARIABLES, readConfig } from '../config.ts';
import { type Command, UsageError } from './command.ts';

/** `patchcord serve` */
export const serve: Command = {
  name: 'serve',
  usage: '[--port N] [--host H]',
  about: 'Runs the server: the designer, the API and the webhooks, until it is stopped.',
  options: { port: { type: 'string' }, host: { type: 'string' } },
  help: [
    '--port N          Instead of PORT.',
    '--host H          Instead of HOST.',
    '',
    'Environment:',
    ...CONFIG_VARIABLES.map(({ name, about, default: initial }) => {
      const suffix = initial === undefined ? '' : ` Default ${initial}.`;
      return `  ${name.padEnd(22)} ${about}${suffix}`;
    }),
  ],
  async run({ files, option, json }, io) {
    if (files.length > 0) throw new UsageError(`serve takes no files; "${files[0]}" was given.`);
    const config = readConfig({ ...io.env, ...override('PORT', option('port')), ...override('HOST', option('host')) });
    const { runUntilStopped } = await import('../main.ts');
    await runUntilStopped(config, (started) => io.out(json ? `${JSON.stringify(started.facts)}\n` : started.banner));
    return { code: 0, text: '', json: undefined };
  },
};

function override(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
