import { blockTypes } from '../../blocks/index.ts';
import type { FlowDocument } from '../../flow/types.ts';
import type { StudioNames } from './names.ts';

/** Names of states and variables for a flow; a block's own name where Studio takes it, else its id. */
export class StateNames implements StudioNames {
  private readonly states = new Map<string, string>();
  private readonly taken = new Set<string>(['Trigger']);
  private readonly written: ReadonlySet<string>;

  constructor(
    private readonly flow: FlowDocument,
    readonly type: (block: string) => string | undefined,
  ) {
    this.written = writtenIn(flow);
    for (const [id, block] of Object.entries(flow.blocks)) {
      if (block.type !== 'start')
        this.states.set(id, this.fresh(STATE.test(block.name ?? '') ? (block.name ?? id) : id));
    }
  }

  state(block: string): string {
    return this.states.get(block) ?? block;
  }

  /** The further widgets that a block becomes. */
  chained(block: string, index: number): string {
    const key = `${block} ${index}`;
    const known = this.states.get(key);
    if (known !== undefined) return known;
    const name = this.fresh(`${this.state(block)}_${index + 1}`);
    this.states.set(key, name);
    return name;
  }

  variable(name: string): string | undefined {
    const kept = this.flow.studio?.variables ?? {};
    if (Object.hasOwn(kept, name)) return kept[name];
    if (this.written.has(name)) return name;
    // What no block sets is handed over when the flow begins.
    return Object.hasOwn(this.flow.variables, name) ? `data:${name}` : undefined;
  }

  private fresh(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.taken.has(name); count++) name = `${wanted}_${count}`;
    this.taken.add(name);
    return name;
  }
}

/** A letter, then no space and no period: https://www.twilio.com/docs/studio/user-guide */
const STATE = /^\p{L}[^\s.]*$/u;

function writtenIn(flow: FlowDocument): ReadonlySet<string> {
  return new Set(
    Object.values(flow.blocks).flatMap(({ type, props }) => blockTypes.get(type)?.writes?.(props as never) ?? []),
  );
}
