import type { CallbackKind, KeptTable, RunContext } from '../block.ts';
import type { Render } from '../fields/field.ts';
import type { FlowSettings, Json } from '../flow/types.ts';
import { lookupPath, stepsOf, type TemplateScope } from '../template/template.ts';
import type { Links, Session } from './types.ts';

/** What a step asks of the turn it belongs to. */
export interface TurnSide {
  readonly links: Links;
  /** Of the call (or message) whose turn it is. */
  readonly sid: string;
  /** Whether this turn answers an aside of the call. */
  readonly isAside: boolean;
  /** The turn's one-time token; made when first asked for. */
  mintToken(): string;
  /** What templates see now. @throws Error once the turn has taken too long */
  scope(): TemplateScope;
  resultsOf(block: string): Readonly<Record<string, Json>> | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
  table(name: string): KeptTable | undefined;
}

/** What a block sees of the turn; a class, because thousands are made each second. */
export class StepContext implements RunContext<Readonly<Record<string, unknown>>> {
  /** Whether the block asked for anything that is not the same in every turn. */
  asked = false;

  constructor(
    readonly props: Readonly<Record<string, unknown>>,
    readonly block: string,
    readonly channel: Session['channel'],
    readonly settings: FlowSettings,
    readonly languages: readonly string[],
    private readonly kept: Json | undefined,
    private readonly renderer: Render,
    private readonly turn: TurnSide,
  ) {}

  get actionUrl(): string {
    this.asked = true;
    const { links, sid, isAside } = this.turn;
    return links.action(this.block, this.turn.mintToken(), isAside ? sid : undefined);
  }

  get state(): Json | undefined {
    this.asked = true;
    return this.kept;
  }

  get results(): Readonly<Record<string, Json>> | undefined {
    this.asked = true;
    return this.turn.resultsOf(this.block);
  }

  get now(): number {
    this.asked = true;
    return this.turn.now();
  }

  /** The same in every turn. */
  table(name: string): KeptTable | undefined {
    return this.turn.table(name);
  }

  // Not methods: blocks may take them out of the context.
  get render(): Render {
    this.asked = true;
    return this.renderer;
  }

  get callbackUrl(): (kind: CallbackKind) => string {
    this.asked = true;
    return (kind) => this.turn.links.callback(this.block, kind);
  }

  get asideUrl(): (exit: string) => string {
    this.asked = true;
    return (exit) => this.turn.links.aside(this.block, exit, this.turn.mintToken(), this.turn.sid);
  }

  get lookup(): (path: string) => Json | undefined {
    this.asked = true;
    // Flows from before found nothing at a place in a list, and go on so.
    const steps = this.settings.typedVariables ? stepsOf : (path: string) => path.split('.');
    return (path) => lookupPath(this.turn.scope(), steps(path)) as Json | undefined;
  }
}
