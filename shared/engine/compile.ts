import {
  type AnyBlock,
  type Entry,
  type ExitSpec,
  type KeptTable,
  type StepResult,
  waitsForWebhook,
} from '../block.ts';
import type { AnyField, Render } from '../fields/field.ts';
import { initialVariables } from '../flow/initial-variables.ts';
import type { FlowBlock, FlowDocument, FlowSettings, Json } from '../flow/types.ts';
import { fallbackSettings, localise } from '../languages/localise.ts';
import { hasTemplate } from '../template/template.ts';
import { LookupTable } from './lookup-table.ts';

/**
 * A flow made ready to run: every block looked up, its exits resolved, its constant props settled. Compile a version once: it
 * never changes but for remembering what always comes out the same.
 */
export interface CompiledFlow {
  readonly name: string;
  readonly settings: FlowSettings;
  readonly blocks: ReadonlyMap<string, CompiledBlock>;
  /** Block that each event enters the flow by. */
  readonly entries: ReadonlyMap<Entry, string>;
  /** Initial values of the declared variables. */
  readonly variables: Readonly<Record<string, Json>>;
  readonly tables: ReadonlyMap<string, KeptTable>;
  /** Settings by which the fallback prompt is spoken. */
  readonly fallback: FlowSettings;
  /** Language it is in; undefined where that is the flow's own. */
  readonly language: string | undefined;
  /** Codes of the languages it speaks, its own first. */
  readonly languages: readonly string[];
  /** Language of the calls and messages to a number, where that is not the flow's own. */
  readonly languageOfNumber: ReadonlyMap<string, string>;
  /** The same flow as those hear it who speak this language; itself where it speaks no other. Made when first asked for. */
  inLanguage(language: string | undefined): CompiledFlow;
}

export interface CompiledBlock {
  readonly id: string;
  readonly name: string;
  readonly type: AnyBlock;
  readonly exits: ReadonlyMap<string, CompiledExit>;
  /** Props with their templates rendered; the very same object each time where nothing is a template. */
  props(render: Render): Readonly<Record<string, unknown>>;
  /** What it decides, by channel, where that was found to be the same in every turn. Always empty where a prop is a template. */
  readonly decided: { voice?: StepResult; messaging?: StepResult };
  readonly constant: boolean;
  /** Whether it waits for a webhook, so that a turn ends there. */
  readonly waits: boolean;
}

export interface CompiledExit {
  readonly spec: ExitSpec;
  /** Id of the next block; undefined where nothing is connected. */
  readonly to: string | undefined;
}

/**
 * Compiles a parsed flow (`parseFlow` has accepted it, so every type is known).
 *
 * @throws Error if a block's type is not in `types`
 */
export function compileFlow(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): CompiledFlow {
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
      ...{ languages, languageOfNumber, inLanguage, tables },
    };
    made.set(language, compiled);
    return compiled;
  };
  return inLanguage(own);
}

/** What Twilio speaks and hears where nothing is said. */
const DEFAULT_LANGUAGE = 'en-US';

type CompiledBlocks = Omit<
  CompiledFlow,
  'language' | 'fallback' | 'languages' | 'languageOfNumber' | 'inLanguage' | 'tables'
>;

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
  return { name: flow.name, settings: flow.settings, blocks, entries, variables: initialVariables(flow) };
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
  };
}

function templatedFields(block: FlowBlock, type: AnyBlock): [string, AnyField][] {
  return Object.entries(type.fields).filter(([key, field]) => {
    const value = block.props[key];
    if (value === undefined || !field.kind.evaluate) return false;
    return field.kind.templates?.(value as never).some((spot) => hasTemplate(spot.text)) ?? false;
  });
}
