import type { AnyBlock, Channel } from '../block.ts';
import type { FlowDocument } from '../flow/types.ts';
import { Reachability } from './reachability.ts';

/** A circle of blocks that never waits for the caller. */
export interface Loop {
  /** People's names of its blocks, in order. */
  readonly names: readonly string[];
  /** Whether some exit of the circle leads out of it. */
  readonly leaves: boolean;
}

/** Questions about who can come after whom. Every answer takes time linear in the flow and is kept. */
export class FlowGraph {
  readonly entries: readonly string[];
  /** Blocks some call or message can reach. */
  readonly reachable: ReadonlySet<string>;
  private readonly byChannel = new Map<Channel, ReadonlySet<string>>();
  private after: Reachability | undefined;
  private before: Map<string, string[]> | undefined;

  constructor(
    private readonly flow: FlowDocument,
    private readonly types: ReadonlyMap<string, AnyBlock>,
  ) {
    this.entries = Object.keys(flow.blocks).filter((id) => this.type(id)?.entry);
    this.reachable = this.reach(this.entries);
  }

  /** Blocks that calls (or messages) can reach. */
  reachedBy(channel: Channel): ReadonlySet<string> {
    const known = this.byChannel.get(channel);
    if (known) return known;
    const event = channel === 'voice' ? 'incoming-call' : 'incoming-message';
    const entries = this.entries.filter((id) => this.type(id)?.entry?.(this.flow.blocks[id]?.props as never) === event);
    const reached = this.reach(entries);
    this.byChannel.set(channel, reached);
    return reached;
  }

  /** Whether a call can pass `first` and get to `later` afterwards. */
  comesAfter(first: string, later: string): boolean {
    this.after ??= new Reachability(Object.keys(this.flow.blocks), (id) => this.next(id));
    return this.after.has(first, later);
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
      path.push({ id, next: this.next(id), at: 0 });
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
      return this.type(id)
        ?.exits(block?.props as never)
        .some((exit) => !inside.has(block?.exits[exit.name] ?? ''));
    });
    return { names: circle.map((id) => `"${this.flow.blocks[id]?.name || this.type(id)?.title || id}"`), leaves };
  }

  private waits(id: string): boolean {
    return this.type(id)?.resume !== undefined;
  }

  private type(id: string): AnyBlock | undefined {
    return this.types.get(this.flow.blocks[id]?.type ?? '');
  }

  private next(id: string): readonly string[] {
    return Object.values(this.flow.blocks[id]?.exits ?? {});
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

  private reach(from: readonly string[]): ReadonlySet<string> {
    const seen = new Set(from);
    const queue = [...seen];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      for (const next of this.next(at)) {
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    return seen;
  }
}

const SILENT = new Set<string>(['start', 'route', 'data']);
