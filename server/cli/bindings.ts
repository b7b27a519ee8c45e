import { BINDING_NAME, type Environment } from '../../shared/flow/environments.ts';
import { type CommandArgs, UsageError } from './command.ts';

/** Values that a flow file's `env.NAME` has in a command: `--bind NAME=VALUE`, again for others. @throws UsageError */
export function bindingsOf({ given }: Pick<CommandArgs, 'given'>): Environment {
  return Object.fromEntries(
    given.flatMap(({ name: option, value = '' }) => {
      if (option !== 'bind') return [];
      const at = value.indexOf('=');
      const name = value.slice(0, at);
      if (at < 1 || !BINDING_NAME.test(name)) {
        throw new UsageError(`--bind is "${value}"; expected NAME=VALUE, e.g. salesNumber=+15550100199.`);
      }
      return [[name, value.slice(at + 1)]];
    }),
  );
}

export const BIND_OPTION = { bind: { type: 'string', multiple: true } } as const;

export const BIND_HELP = ['--bind NAME=VALUE What {{ env.NAME }} is; again for others.'] as const;
