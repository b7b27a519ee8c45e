import type { BindingView, EnvironmentsView, WantedBindingView } from '../../shared/api/environments.ts';
import type { BindingUse } from '../../shared/check/bindings.ts';
import type { StoredEnvironments } from '../store/environments.ts';
import { type FlowUses, usersOf } from './uses.ts';

/** Environments as the API shows them: without the values of secrets. */
export function environmentsView(stored: StoredEnvironments, flows: readonly FlowUses[]): EnvironmentsView {
  const { environments, bindings, values } = stored;
  return {
    environments: [...environments],
    bindings: bindings.map(({ name, kind, about }): BindingView => {
      const set = values.filter(({ binding }) => binding === name);
      const shown = set.map(({ environment, value, setAt }) => [
        environment,
        { value: kind === 'secret' ? null : value, setAt },
      ]);
      const usedBy = usersOf(name, kind === 'secret' ? 'secrets' : 'env', flows);
      return { name, kind, about, values: Object.fromEntries(shown), usedBy };
    }),
    wanted: wanted(new Set(bindings.map(({ name }) => name)), flows),
  };
}

/** What flows name and nobody has made yet. */
function wanted(made: ReadonlySet<string>, flows: readonly FlowUses[]): WantedBindingView[] {
  const uses = flows.flatMap(({ draft, running }) => [draft, ...running.map((one) => one.uses)].flat());
  const found = new Map<string, BindingUse>();
  for (const use of uses) if (!made.has(use.name) && !found.has(use.name)) found.set(use.name, use);
  return [...found.values()]
    .sort((one, other) => one.name.localeCompare(other.name))
    .map(({ name, root }) => ({ name, secret: root === 'secrets', usedBy: usersOf(name, root, flows) }));
}
