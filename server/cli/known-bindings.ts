import type { EnvironmentsView } from '../../shared/api/environments.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { bindingUses, type KnownBinding, type KnownBindings, missingBinding } from '../../shared/check/bindings.ts';
import type { Problem } from '../../shared/check/problem.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { suggestion } from '../../shared/text/nearest.ts';
import { bindingsOf } from './bindings.ts';
import { type CommandArgs, CommandFailure, type Io } from './command.ts';
import { runningServer } from './server-option.ts';

/** What flow files are to be published to. */
export interface Destination {
  readonly environment: string;
  readonly known: KnownBindings;
  /** Whether secrets are known, too: a running server was asked. */
  readonly secrets: boolean;
}

/**
 * What `--env` of a running server holds, and what `--bind` says besides; undefined where neither is given.
 *
 * @throws CommandFailure where the server has no such environment, UsageError
 */
export async function destinationOf(args: CommandArgs, io: Io): Promise<Destination | undefined> {
  const environment = args.option('env');
  const bound = Object.keys(bindingsOf(args));
  if (environment === undefined && bound.length === 0) return undefined;
  const name = environment ?? LIVE;
  const known = new Map(environment === undefined ? [] : await askServer(environment, args, io));
  for (const binding of bound) known.set(binding, { kind: 'text', environments: [name] });
  return { environment: name, known, secrets: environment !== undefined };
}

/** What a document names and the destination does not have: it would not be published there. */
export function lackingIn(flow: FlowDocument, { environment, known, secrets }: Destination): readonly Problem[] {
  return bindingUses(flow, blockTypes)
    .filter(({ root }) => secrets || root === 'env')
    .flatMap((use): Problem[] => {
      const found = missingBinding(use, known, environment);
      const { block, field, path } = use;
      return found ? [{ ...found, severity: 'error', block, field, path }] : [];
    });
}

async function askServer(
  environment: string,
  args: CommandArgs,
  io: Io,
): Promise<readonly (readonly [string, KnownBinding])[]> {
  const { api } = runningServer(args, io);
  const { environments, bindings } = await api<EnvironmentsView>('GET', '/environments');
  if (!environments.includes(environment)) {
    const message = `There is no environment "${environment}"; there are ${environments.join(', ')}.${suggestion(environment, environments)}`;
    throw new CommandFailure('no-such-environment', message);
  }
  return bindings.map(({ name, kind, values }) => [name, { kind, environments: Object.keys(values) }]);
}
