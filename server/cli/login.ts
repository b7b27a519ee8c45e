import { readConfig } from '../config.ts';
import { type Command, UsageError } from './command.ts';

/** `patchcord login` */
export const login: Command = {
  name: 'login',
  usage: '',
  about: 'Prints a new link that opens the designer once; links printed before stop working.',
  options: {},
  help: ['Reads PORT, HOST and DATA_DIR as the server does; run it where the server runs.'],
  async run({ files }, io) {
    if (files.length > 0) throw new UsageError(`login takes no files; "${files[0]}" was given.`);
    const config = readConfig(io.env);
    // Loaded here, so that commands without a database start without one.
    const { newLoginLink } = await import('../main.ts');
    const url = await newLoginLink(config);
    return { code: 0, text: `${url}\n`, json: { url } };
  },
};
