import type { ExitSpec } from '../../block.ts';
import { blockTypes } from '../../blocks/index.ts';
import type { FlowBlock, FlowDocument, Json, StudioWidget } from '../../flow/types.ts';
import { EMPTY_RESPONSE } from '../../studio/end.ts';
import { widgetSpec } from '../../studio/widgets.ts';
import type { Told } from './exporting.ts';
import type { StateNames } from './state-names.ts';
import type { StudioTransition } from './studio-definition.ts';

/** Blocks that only say that the flow ends. */
const ENDS: readonly string[] = ['hangup', 'return'];

/** Where the cords of a flow lead, as transitions of Studio. */
export class Ways {
  constructor(
    private readonly flow: FlowDocument,
    private readonly names: StateNames,
    private readonly cannot: (block: string, message: string) => void,
  ) {}

  /**
   * @param type of the widget
   * @param kept of the widget that the block was: blocks that events lead to which no exit stands for, and events that it did not have
   */
  transitions(
    id: string,
    type: string,
    told: Told,
    { leads: unused = {}, absent }: Pick<StudioWidget, 'leads' | 'absent'> = {},
  ): readonly StudioTransition[] {
    const { events = {}, matches, leads = {} } = told;
    this.untold(id, told);
    const block = this.flow.blocks[id] as FlowBlock;
    const known = widgetSpec(type)?.events ?? Object.keys(events);
    const plain = [...new Set([...known, ...Object.keys(unused)])].filter(
      (event) => event !== 'match' || matches === undefined,
    );
    const ways = plain.map((event): StudioTransition => {
      const next = Object.hasOwn(leads, event)
        ? this.target(leads[event])
        : Object.hasOwn(unused, event)
          ? this.target(unused[event])
          : this.common(id, event, events[event] ?? []);
      return next === undefined ? { event } : { event, next };
    });
    const found = ways.filter(({ event, next }) => next !== undefined || absent?.events?.includes(event) !== true);
    const branches = (matches ?? []).map(({ exit, condition }): StudioTransition => {
      const next = this.target(block.exits[exit]);
      return {
        event: 'match',
        ...(next !== undefined && { next }),
        conditions: [condition as unknown as Readonly<Record<string, Json>>],
      };
    });
    return [...found, ...branches];
  }

  /** Exits that lead on and that no event of the widget stands for. */
  private untold(id: string, { events = {}, matches = [], leads }: Told): void {
    const known = new Set([
      ...Object.values(events).flat(),
      ...matches.map(({ exit }) => exit),
      ...(leads ? ['input'] : []),
    ]);
    for (const [exit, to] of Object.entries(this.flow.blocks[id]?.exits ?? {})) {
      if (known.has(exit) || this.target(to) === undefined || this.isTold(id, exit, known)) continue;
      this.cannot(id, `goes on by its exit ${exit}, and Studio’s widget has no such event.`);
    }
  }

  /** Whether an exit leads where another goes that is told and is taken in its place. */
  private isTold(id: string, exit: string, known: ReadonlySet<string>): boolean {
    const block = this.flow.blocks[id];
    const or = this.specOf(block, exit)?.or;
    return or !== undefined && known.has(or) && this.target(block?.exits[exit]) === this.target(block?.exits[or]);
  }

  /** Where all the exits lead that an event stands for. */
  private common(id: string, event: string, exits: readonly string[]): string | undefined {
    const block = this.flow.blocks[id];
    const known = exits.filter((exit) => this.specOf(block, exit) !== undefined);
    const targets = new Set(known.map((exit) => this.target(this.taken(block, exit))));
    if (targets.size > 1) {
      this.cannot(
        id,
        `leads to different places by ${known.join(', ')}; for Studio’s widget that is one event, ${event}.`,
      );
    }
    return [...targets][0];
  }

  /** Where an exit leads, or the one that is taken instead while it leads nowhere. */
  private taken(block: FlowBlock | undefined, exit: string): string | undefined {
    const or = this.specOf(block, exit)?.or;
    return block?.exits[exit] ?? (or === undefined ? undefined : block?.exits[or]);
  }

  private specOf(block: FlowBlock | undefined, exit: string): ExitSpec | undefined {
    const exits = blockTypes.get(block?.type ?? '')?.exits(block?.props as never);
    return exits?.find(({ name }) => name === exit);
  }

  /** Name of the state a cord leads to; undefined where the flow ends there. */
  target(id: string | undefined): string | undefined {
    const block = id === undefined ? undefined : this.flow.blocks[id];
    return id === undefined || block === undefined || this.isEnd(block) ? undefined : this.names.state(id);
  }

  isEnd({ type, props }: FlowBlock): boolean {
    if (type === 'twiml') return props.xml === EMPTY_RESPONSE;
    return ENDS.includes(type) && Object.values(props).every((value) => value === '' || value === null);
  }
}
