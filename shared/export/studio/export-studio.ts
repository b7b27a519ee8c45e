import { blockNamesIn } from '../../block-name.ts';
import { blockTypes } from '../../blocks/index.ts';
import type { FlowBlock, FlowDocument, Json, StudioWidget } from '../../flow/types.ts';
import { fingerprint } from '../../languages/fingerprint.ts';
import { meant } from '../../studio/properties.ts';
import { widgetSpec } from '../../studio/widgets.ts';
import type { ExportReason } from '../export-twiml.ts';
import { EXPORTERS, EXPORTERS_AS } from './blocks/index.ts';
import type { Exporting, Told } from './exporting.ts';
import { toStudio } from './names.ts';
import { StateNames } from './state-names.ts';
import type { StudioDefinition, StudioState } from './studio-definition.ts';
import { triggerOf } from './trigger.ts';
import { Ways } from './ways.ts';

export type StudioExport =
  | {
      readonly ok: true;
      readonly definition: StudioDefinition;
      /** What has to be done in Studio before the flow runs there. */
      readonly needs: readonly ExportReason[];
      readonly remarks: readonly string[];
    }
  | { readonly ok: false; readonly reasons: readonly ExportReason[] };

/**
 * The flow as a definition of Twilio Studio, or every block that does what Studio cannot, with the reason. What a flow that came from
 * Studio left behind there (`flow.studio`) comes back with it. Never throws.
 */
export function exportStudio(flow: FlowDocument): StudioExport {
  const exporter = new Exporter(flow);
  return exporter.run();
}

/** What each block tells without what is kept; imports see by it what must be kept. */
export function toldOf(flow: FlowDocument): ReadonlyMap<string, Pick<Told, 'type' | 'properties'>> {
  return new Exporter(flow).told();
}

class Exporter {
  private readonly reasons: ExportReason[] = [];
  private readonly needs: ExportReason[] = [];
  private readonly names: StateNames;
  private readonly ways: Ways;

  constructor(private readonly flow: FlowDocument) {
    this.names = new StateNames(flow, (id) => this.typeOf(id));
    this.ways = new Ways(flow, this.names, (id, message) => this.cannot(id, message));
  }

  run(): StudioExport {
    const { flow } = this;
    const told = this.told();
    const swallowed = new Set([...told.values()].flatMap(({ swallows = [] }) => swallows));
    const states: StudioState[] = [];
    for (const [id, one] of told) if (!swallowed.has(id)) states.push(...this.states(id, one));
    const trigger = triggerOf(flow, (id) => this.ways.target(id));
    this.wholeFlow();
    if (this.reasons.length > 0) return { ok: false, reasons: this.reasons };
    const definition = {
      description: flow.studio?.description ?? flow.name,
      states: [trigger, ...states],
      initial_state: trigger.name,
      flags: flow.studio?.flags ?? { allow_concurrent_calls: true },
    };
    return { ok: true, definition, needs: this.needs, remarks: this.remarks() };
  }

  told(): ReadonlyMap<string, Told> {
    const told = new Map<string, Told>();
    for (const [id, block] of Object.entries(this.flow.blocks)) {
      if (block.type === 'start' || this.ways.isEnd(block)) continue;
      const one = this.tell(id, block);
      if (one !== undefined) told.set(id, one);
    }
    return told;
  }

  private tell(id: string, block: FlowBlock): Told | undefined {
    const kept = this.kept(id);
    const exporter = (kept?.type === undefined ? undefined : EXPORTERS_AS[kept.type]) ?? EXPORTERS[block.type];
    if (exporter === undefined) {
      if (kept?.type !== undefined && kept.mark === fingerprint(block.props)) return this.asKept(id, kept);
      this.cannot(id, 'does what no widget of Studio does.');
      return undefined;
    }
    return exporter(this.exporting(id, block));
  }

  /** A widget of which nothing here tells but what was kept. */
  private asKept(id: string, { type = '' }: StudioWidget): Told {
    const exits = Object.keys(this.flow.blocks[id]?.exits ?? {});
    const events = widgetSpec(type)?.events ?? [];
    return { type, properties: {}, events: Object.fromEntries(events.map((event) => [event, exits])) };
  }

  private exporting(id: string, block: FlowBlock): Exporting {
    const cannot = (message: string): void => this.cannot(id, message);
    return {
      id,
      block,
      cannot,
      text: (value) =>
        value === undefined || value === null || value === '' ? undefined : toStudio(String(value), this.names, cannot),
      only: (...props) => {
        for (const [name, value] of Object.entries(block.props)) {
          if (!props.includes(name) && value !== '' && value !== null)
            cannot(`sets “${this.label(block, name)}”, which Studio’s widget does not have.`);
        }
      },
      other: (other) => (other === undefined ? undefined : this.flow.blocks[other]),
      variable: (name) => this.names.variable(name)?.replace(/^data:/, '') ?? name,
      settings: this.flow.settings,
    };
  }

  private states(id: string, told: Told): readonly StudioState[] {
    const block = this.flow.blocks[id] as FlowBlock;
    const kept = this.kept(id);
    const name = this.names.state(id);
    const chain = told.chain ?? [];
    const [x, y] = this.flow.layout[id] ?? [0, 0];
    const last = chain.length === 0 ? undefined : this.names.chained(id, chain.length);
    const own = (properties: Readonly<Record<string, Json>>, at: number) => ({
      ...properties,
      offset: { x: x + at * 40, y: y + at * 200 },
    });
    const written = kept?.written !== undefined && kept.mark === fingerprint(block.props) ? kept.written : {};
    const properties = given({ ...spelled(told, kept), ...missing(kept?.kept ?? {}, told), ...written });
    const type = kept?.type ?? told.type;
    const need = told.needs?.(properties);
    if (need !== undefined) this.needs.push(this.reason(id, need));
    const first: StudioState = {
      name,
      type,
      transitions:
        last === undefined
          ? this.ways.transitions(id, type, told, kept)
          : [{ event: 'audioComplete', next: this.names.chained(id, 1) }],
      properties: own(properties, 0),
    };
    return [
      first,
      ...chain.map((one, index): StudioState => {
        const isLast = index === chain.length - 1;
        const next = isLast ? this.ways.target(block.exits.next) : this.names.chained(id, index + 2);
        return {
          name: this.names.chained(id, index + 1),
          type: one.type,
          transitions: [next === undefined ? { event: 'audioComplete' } : { event: 'audioComplete', next }],
          properties: own(one.properties, index + 1),
        };
      }),
    ];
  }

  private kept(id: string): StudioWidget | undefined {
    const widgets = this.flow.studio?.widgets ?? {};
    const kept = Object.hasOwn(widgets, id) ? widgets[id] : undefined;
    return kept?.of === this.flow.blocks[id]?.type ? kept : undefined;
  }

  private typeOf(id: string): string | undefined {
    const block = Object.hasOwn(this.flow.blocks, id) ? this.flow.blocks[id] : undefined;
    if (block?.type === 'widget') return String(block.props.widget);
    return this.kept(id)?.type ?? (block && TYPES[block.type]);
  }

  private wholeFlow(): void {
    const { typedVariables } = this.flow.settings;
    for (const [name, { type, initial }] of Object.entries(this.flow.variables)) {
      if (typedVariables && type !== 'string')
        this.reasons.push({ message: `The variable “${name}” keeps its type; in Studio what is set is a text.` });
      if (initial !== undefined && initial !== '')
        this.reasons.push({
          message: `The variable “${name}” begins with a value; in Studio all begin empty. Set it by a block instead.`,
        });
    }
  }

  private remarks(): readonly string[] {
    const { settings, tests } = this.flow;
    return [
      ...(settings.fallback ? ['The fallback prompt stays here: Studio has none.'] : []),
      ...(tests.length > 0 ? ['The tests stay here: Studio has none.'] : []),
    ];
  }

  private label(block: FlowBlock, prop: string): string {
    return blockTypes.get(block.type)?.fields[prop]?.label ?? prop;
  }

  private reason(block: string, message: string): ExportReason {
    const called = blockNamesIn(this.flow.blocks, blockTypes).get(block) ?? block;
    return { block, message: `“${called}” ${message}` };
  }

  private cannot(block: string, message: string): void {
    const reason = this.reason(block, message);
    if (!this.reasons.some(({ message: known }) => known === reason.message)) this.reasons.push(reason);
  }
}

/** What the block tells, without defaults that the widget it was did not spell out. */
function spelled({ type, properties }: Told, kept: StudioWidget | undefined): Readonly<Record<string, Json>> {
  const absent = kept?.absent?.properties ?? [];
  const said = meant(type, properties);
  return Object.fromEntries(
    Object.entries(properties).filter(([name]) => Object.hasOwn(said, name) || !absent.includes(name)),
  );
}

/** Without what was not there. */
function given(properties: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

/** Kept properties of which the block says nothing but what holds anyway. */
function missing(kept: Readonly<Record<string, Json>>, { type, properties }: Told): Readonly<Record<string, Json>> {
  const said = meant(type, properties);
  return Object.fromEntries(Object.entries(kept).filter(([name]) => !Object.hasOwn(said, name)));
}

/** Widgets whose outputs texts may read, by the block that stands for them. */
const TYPES: Readonly<Record<string, string>> = {
  gather: 'gather-input-on-call',
  dial: 'connect-call-to',
  record: 'record-voicemail',
  enqueue: 'enqueue-call',
  pay: 'capture-payments',
  connect: 'connect-virtual-agent-v2',
  agent: 'run-conversation-relay',
  send: 'send-message',
  waitMessage: 'send-and-wait-for-reply',
  http: 'make-http-request',
  subflow: 'run-subflow',
};
