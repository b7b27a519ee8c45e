import { type AnyBlock, type Entry, waitsForWebhook } from '../block.ts';
import type { AnyField, Render } from '../fields/field.ts';
import { initialVariables } from '../flow/initial-variables.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import { fallbackSettings, localise } from '../languages/localise.ts';
import { hasTemplate } from '../template/template.ts';
import type { CompiledBlock, CompiledExit, CompiledFlow } from './compiled.ts';
import { insideOf } from './inside.ts';
import { LookupTable } from './lookup-table.ts';

export type { CompiledBlock, CompiledExit, CompiledFlow };

/**
 * Compiles a parsed flow (`parseFlow` has accepted it, so every type is known).
 *
 * @param calls flows that it may call, by id; none if absent. Asked while calls run, so that flows may call each other
 * @throws Error if a block's type is not in `types`
 */
export function compileFlow(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  calls: CompiledFlow['calls'] = () => undefined,
): CompiledFlow {
  const others = Object.entries(flow.languages ?? {});
  const own = flow.settings.language ?? DEFAULT_LANGUAGE;
  const languages = [own, ...others.map(([language]) => language)];
  const languageOfNumber = new Map(
    others.flatMap(([language, { numbers = [] }]) => numbers.map((number) => [number.trim(), language] as const)),
  );
  const tables = new Map(Object.entries(flow.tables ?? {}).map(([name, table]) => [name, new LookupTable(table)]));
  const made = new Map<string, CompiledFlow>();
  const inLanguage = (language = own): CompiledFlow => {
    const known = made.get(language);
    if (known) return known;
    // Whatever else is asked for is no language of the flow, and not worth remembering.
    if (!languages.includes(language)) return inLanguage(own);
    const spoken = language === own ? undefined : language;
    const compiled: CompiledFlow = {
      ...compileBlocks(spoken === undefined ? flow : localise(flow, spoken, types), types),
      language: spoken,
      fallback: fallbackSettings(flow, spoken),
      ...{ languages, languageOfNumber, inLanguage, tables, calls },
      path: '',
      inside: insideOf(() => compiled),
    };
    made.set(language, compiled);
    return compiled;
  };
  return inLanguage(own);
}

/** What Twilio speaks and hears where nothing is said. */
const DEFAULT_LANGUAGE = 'en-US';

type CompiledBlocks = Pick<CompiledFlow, 'name' | 'settings' | 'blocks' | 'entries' | 'variables' | 'declared'>;

function compileBlocks(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): CompiledBlocks {
  const blocks = new Map<string, CompiledBlock>();
  const entries = new Map<Entry, string>();
  for (const [id, block] of Object.entries(flow.blocks)) {
    const type = types.get(block.type);
    if (!type) throw new Error(`Block "${id}" has the unknown type "${block.type}"`);
    blocks.set(id, compileBlock(id, block, type));
    const entry = type.entry?.(block.props as never);
    if (entry !== undefined && !entries.has(entry)) entries.set(entry, id);
  }
  const { name, settings, variables } = flow;
  return { name, settings, blocks, entries, variables: initialVariables(flow), declared: variables };
}

function compileBlock(id: string, block: FlowBlock, type: AnyBlock): CompiledBlock {
  const exits = new Map<string, CompiledExit>();
  for (const spec of type.exits(block.props as never)) exits.set(spec.name, { spec, to: block.exits[spec.name] });
  const constant = Object.freeze({ ...block.props }) as Readonly<Record<string, unknown>>;
  const templated = templatedFields(block, type);
  const props =
    templated.length === 0
      ? () => constant
      : (render: Render) => {
          const rendered: Record<string, unknown> = { ...constant };
          for (const [key, field] of templated) rendered[key] = field.kind.evaluate?.(constant[key] as never, render);
          return rendered;
        };
  return {
    id,
    name: block.name || type.title,
    type,
    exits,
    props,
    decided: {},
    constant: templated.length === 0,
    waits: waitsForWebhook(type, block.props),
    calls: type.calls?.(block.props as never),
  };
}

function templatedFields(block: FlowBlock, type: AnyBlock): [string, AnyField][] {
  return Object.entries(type.fields).filter(([key, field]) => {
    const value = block.props[key];
    if (value === undefined || !field.kind.evaluate) return false;
    return field.kind.templates?.(value as never).some((spot) => hasTemplate(spot.text)) ?? false;
  });
}
