import type { AnyBlock, Entry, ExitSpec, KeptTable, StepResult } from '../block.ts';
import type { Render } from '../fields/field.ts';
import type { FlowDocument, FlowSettings, Json } from '../flow/types.ts';

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
  readonly declared: FlowDocument['variables'];
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
  /** Id of the block that calls it; empty where it is the flow that was asked. Ids of its blocks begin with it, and a dot. */
  readonly path: string;
  /** Flows it may call, by id. */
  calls(flow: string): CompiledFlow | undefined;
  /**
   * The flow that a block calls, in its place: as it runs there. Made when first asked for.
   *
   * @param path id of the calling block, which may itself lie within a called flow
   * @param language that the call goes on in; the called flow speaks it where it can, and its own otherwise
   * @returns undefined where that block calls no flow, one that is not there, or lies too deep
   */
  inside(path: string, language: string | undefined): CompiledFlow | undefined;
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
  /** Id of the flow that it calls. */
  readonly calls: string | undefined;
}

export interface CompiledExit {
  readonly spec: ExitSpec;
  /** Id of the next block; undefined where nothing is connected. */
  readonly to: string | undefined;
}
