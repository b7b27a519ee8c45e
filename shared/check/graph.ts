import { type AnyBlock, type AsideKind, type Channel, type Entry, type ExitSpec, waitsForWebhook } from '../block.ts';
import { blockNamesIn } from '../block-name.ts';
import type { FlowDocument } from '../flow/types.ts';
import { Reachability } from './reachability.ts';

/** A circle of blocks that never waits for the caller. */
export interface Loop {
  /** People's names of its blocks, in order. */
  readonly names: readonly string[];
  /** Whether some exit of the circle leads out of it, other than those of a block that counts its rounds. */
  readonly leaves: boolean;
  /** How often it goes round at most, where one of its blocks counts. */
  readonly rounds?: number;
}

/** An exit that leads to an aside, and the blocks Twilio can hear there. */
export interface Aside {
  readonly block: string;
  readonly exit: ExitSpec;
  readonly kind: AsideKind;
  readonly reached: ReadonlySet<string>;
}

/** Questions about who can come after whom. Every answer takes time linear in the flow and is kept. */
export class FlowGraph {
  readonly entries: readonly string[];
  /** Blocks some call or message can reach, asides included. */
  readonly reachable: ReadonlySet<string>;
  /** Those that the call itself can reach. */
  readonly onTheWay: ReadonlySet<string>;
  private readonly byChannel = new Map<Channel, ReadonlySet<string>>();
  private after: Reachability | undefined;
  private before: Map<string, string[]> | undefined;
  private readonly asideExits = new Map<string, readonly ExitSpec[]>();

  constructor(
    private readonly flow: FlowDocument,
    private readonly types: ReadonlyMap<string, AnyBlock>,
  ) {
    this.entries = Object.keys(flow.blocks).filter((id) => this.type(id)?.entry);
    for (const [id, block] of Object.entries(flow.blocks)) {
      const exits = this.type(id)
        ?.exits(block.props as never)
        .filter((exit) => exit.aside);
      if (exits?.length) this.asideExits.set(id, exits);
    }
    this.reachable = this.reach(this.entries);
    this.onTheWay = this.asideExits.size === 0 ? this.reachable : this.reach(this.entries, (id) => this.callNext(id));
  }

  /** Whether a start of the flow is for this event. */
  entersBy(entry: Entry): boolean {
    return this.entries.some((id) => this.type(id)?.entry?.(this.flow.blocks[id]?.props as never) === entry);
  }

  /** Every aside that some call can get to. */
  asides(): readonly Aside[] {
    const found: Aside[] = [];
    for (const [block, exits] of this.asideExits) {
      if (!this.reachable.has(block)) continue;
      for (const exit of exits) {
        const to = this.flow.blocks[block]?.exits[exit.name];
        const reached = this.reach(to === undefined ? [] : [to], (id) => this.callNext(id));
        if (exit.aside) found.push({ block, exit, kind: exit.aside, reached });
      }
    }
    return found;
  }

  /** Blocks that calls (or messages) can reach. */
  reachedBy(channel: Channel): ReadonlySet<string> {
    const known = this.byChannel.get(channel);
    if (known) return known;
    const entries = this.entries.filter((id) => {
      const event = this.type(id)?.entry?.(this.flow.blocks[id]?.props as never);
      return (event === 'incoming-message') === (channel === 'messaging');
    });
    const reached = this.reach(entries);
    this.byChannel.set(channel, reached);
    return reached;
  }

  /** Whether a call can pass `first` and get to `later` afterwards. */
  comesAfter(first: string, later: string): boolean {
    this.after ??= new Reachability(Object.keys(this.flow.blocks), (id) => this.next(id));
    return this.after.has(first, later);
  }

  /** Whether every way from an entry to `later` passes one of these blocks before; so it is where no way leads there. */
  alwaysPasses(ids: readonly string[], later: string): boolean {
    const passed = new Set(ids);
    let around = false;
    this.reach(this.entries, (id) => {
      if (passed.has(id)) return [];
      const next = this.next(id);
      around ||= next.includes(later);
      return next;
    });
    return !around && !this.entries.includes(later);
  }

  /** Whether a caller may have heard or done something before `id`; start, route and data blocks are silent. */
  speaksBefore(id: string): boolean {
    const seen = new Set([id]);
    const queue = [id];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const from of this.previous(at)) {
        if (!this.reachable.has(from) || seen.has(from)) continue;
        if (!SILENT.has(this.type(from)?.group ?? '')) return true;
        seen.add(from);
        queue.push(from);
      }
    }
    return false;
  }

  /** Circles of reachable blocks in which nothing waits, each by the one block it is reported at. */
  loopsWithoutInput(): ReadonlyMap<string, Loop> {
    const loops = new Map<string, Loop>();
    const done = new Set<string>();
    for (const root of this.reachable) {
      if (!done.has(root)) this.findLoops(root, done, loops);
    }
    return loops;
  }

  /** Depth first, without recursion: a cord back into the current path closes a circle. */
  private findLoops(root: string, done: Set<string>, loops: Map<string, Loop>): void {
    if (this.waits(root)) return;
    const path: { id: string; next: readonly string[]; at: number }[] = [];
    const onPath = new Map<string, number>();
    const enter = (id: string) => {
      done.add(id);
      onPath.set(id, path.length);
      path.push({ id, next: this.callNext(id), at: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.next[top.at++];
      if (next === undefined) {
        onPath.delete(top.id);
        path.pop();
      } else if (onPath.has(next)) {
        const circle = path.slice(onPath.get(next)).map((step) => step.id);
        if (!loops.has(next)) loops.set(next, this.describe(circle));
      } else if (!done.has(next) && !this.waits(next)) enter(next);
    }
  }

  private describe(circle: readonly string[]): Loop {
    const inside = new Set(circle);
    const leaves = circle.some((id) => {
      const block = this.flow.blocks[id];
      const type = this.type(id);
      if (type?.rounds) return false;
      return type?.exits(block?.props as never).some((exit) => !inside.has(block?.exits[exit.name] ?? ''));
    });
    const rounds = circle.flatMap((id) => this.type(id)?.rounds?.(this.flow.blocks[id]?.props as never) ?? []);
    const called = blockNamesIn(this.flow.blocks, this.types);
    const names = circle.map((id) => `"${called.get(id) ?? id}"`);
    return { names, leaves, ...(rounds.length > 0 && { rounds: Math.min(...rounds) }) };
  }

  private waits(id: string): boolean {
    const type = this.type(id);
    return type !== undefined && waitsForWebhook(type, this.flow.blocks[id]?.props ?? {});
  }

  private type(id: string): AnyBlock | undefined {
    return this.types.get(this.flow.blocks[id]?.type ?? '');
  }

  private next(id: string): readonly string[] {
    return Object.values(this.flow.blocks[id]?.exits ?? {});
  }

  /** Blocks the call itself goes on with, without what is heard beside it. */
  private callNext(id: string): readonly string[] {
    const asides = this.asideExits.get(id);
    if (!asides) return this.next(id);
    const names = new Set(asides.map((exit) => exit.name));
    return Object.entries(this.flow.blocks[id]?.exits ?? {}).flatMap(([name, to]) => (names.has(name) ? [] : [to]));
  }

  private previous(id: string): readonly string[] {
    if (!this.before) {
      this.before = new Map();
      for (const [from, { exits }] of Object.entries(this.flow.blocks)) {
        for (const to of Object.values(exits)) {
          const list = this.before.get(to);
          if (list) list.push(from);
          else this.before.set(to, [from]);
        }
      }
    }
    return this.before.get(id) ?? [];
  }

  private reach(from: readonly string[], nextOf = (id: string) => this.next(id)): ReadonlySet<string> {
    const seen = new Set(from);
    const queue = [...seen];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const next of nextOf(at)) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    return seen;
  }
}

const SILENT = new Set<string>(['start', 'route', 'data']);
