import type { AnyBlock } from '../block.ts';
import { type BindingKind, bindingPath, LIVE } from '../flow/environments.ts';
import type { FlowDocument } from '../flow/types.ts';
import { localise } from '../languages/localise.ts';
import { namesUnder } from '../template/bindings.ts';
import { suggestion } from '../text/nearest.ts';
import type { Problem } from './problem.ts';
import { templateFacts } from './template-facts.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';

/** A place of a flow that names a binding. */
export interface BindingUse {
  /** As it is written: `env.NAME` or `secrets.NAME`. */
  readonly root: 'env' | 'secrets';
  readonly name: string;
  readonly block: string;
  readonly field: string;
  readonly path: string;
  /** Whether a secret may stand there. */
  readonly sealed: boolean;
}

/** What is known of a binding where a flow is checked: its kind, and where it has a value. */
export interface KnownBinding {
  readonly kind: BindingKind;
  readonly environments: readonly string[];
}

export type KnownBindings = ReadonlyMap<string, KnownBinding>;

/** Every place of a flow, in all of its languages, that names a binding. A variable of the name `env` hides the bindings. */
export function bindingUses(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly BindingUse[] {
  const found = new Map<string, BindingUse>();
  const spoken = Object.keys(flow.languages ?? {}).map((language) => localise(flow, language, types));
  for (const document of [flow, ...spoken]) {
    for (const [block, { type, props }] of Object.entries(document.blocks)) {
      for (const use of usesIn(block, types.get(type), props)) {
        if (Object.hasOwn(flow.variables, use.root)) continue;
        const key = `${block} ${use.field}${use.path} ${use.root}.${use.name}`;
        if (!found.has(key)) found.set(key, use);
      }
    }
  }
  return [...found.values()];
}

function usesIn(block: string, type: AnyBlock | undefined, props: Readonly<Record<string, unknown>>): BindingUse[] {
  return Object.entries(type?.fields ?? {}).flatMap(([field, { kind, when }]) => {
    const value = props[field];
    if (value === undefined || value === null || (when && !when(props))) return [];
    const sealed = type?.secrets === true && kind.evaluate === undefined;
    return (kind.templates?.(value as never) ?? []).flatMap(({ text, path }) =>
      (['env', 'secrets'] as const).flatMap((root) =>
        namesUnder(root, templateFacts(text).uses).map((name) => ({ root, name, block, field, path, sealed })),
      ),
    );
  });
}

/** Secrets where they would print nothing. */
export function checkSecrets(uses: readonly BindingUse[]): readonly Problem[] {
  return uses
    .filter(({ root, sealed }) => root === 'secrets' && !sealed)
    .map((use) => problem(use, 'misplaced-secret', 'error', say['misplaced-secret'](use.name)));
}

/**
 * Problems of bindings that do not exist, are of another kind, or have no value in an environment. Warnings: whether they keep
 * a flow from being published depends on where it is to run.
 */
export function checkBindings(
  uses: readonly BindingUse[],
  known: KnownBindings,
  environment: string = LIVE,
): readonly Problem[] {
  return uses.flatMap((use): Problem[] => {
    const found = missingBinding(use, known, environment);
    return found ? [problem(use, found.code, 'warning', found.message)] : [];
  });
}

/** Why a use of a binding gives nothing in an environment; undefined if it does. */
export function missingBinding(
  { root, name }: Pick<BindingUse, 'root' | 'name'>,
  known: KnownBindings,
  environment: string,
): { readonly code: string; readonly message: string } | undefined {
  const path = `${root}.${name}`;
  const binding = known.get(name);
  if (!binding) {
    const paths = [...known].map(([other, { kind }]) => bindingPath(other, kind));
    return { code: 'unknown-binding', message: say['unknown-binding'](path, suggestion(path, paths)) };
  }
  const right = bindingPath(name, binding.kind);
  if (right !== path) return { code: 'unknown-binding', message: say['wrong-root'](path, right) };
  if (binding.environments.includes(environment)) return undefined;
  return { code: 'unset-binding', message: say['unset-binding'](path, environment) };
}

function problem(use: BindingUse, code: string, severity: Problem['severity'], message: string): Problem {
  const { block, field, path } = use;
  return { code, severity, block, field, path, message };
}
