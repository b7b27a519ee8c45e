import type { CallbackKind, RunContext } from '../block.ts';
import type { Render } from '../fields/field.ts';
import type { FlowSettings, Json } from '../flow/types.ts';
import { lookupPath, type TemplateScope } from '../template/template.ts';
import type { Links, Session } from './types.ts';

/** What a step asks of the turn it belongs to. */
export interface TurnSide {
  readonly links: Links;
  /** The turn's one-time token; made when first asked for. */
  mintToken(): string;
  /** What templates see now. */
  scope(): TemplateScope;
}

/** What a block sees of the turn; a class, because thousands are made each second. */
export class StepContext implements RunContext<Readonly<Record<string, unknown>>> {
  constructor(
    readonly props: Readonly<Record<string, unknown>>,
    readonly block: string,
    readonly channel: Session['channel'],
    readonly settings: FlowSettings,
    readonly state: Json | undefined,
    readonly render: Render,
    private readonly turn: TurnSide,
  ) {}

  get actionUrl(): string {
    return this.turn.links.action(this.block, this.turn.mintToken());
  }

  // Not methods: blocks may take them out of the context.
  readonly callbackUrl = (kind: CallbackKind): string => this.turn.links.callback(this.block, kind);
  readonly lookup = (path: string): Json | undefined =>
    lookupPath(this.turn.scope(), path.split('.')) as Json | undefined;
}
