/**
 * Who can be reached from whom by one cord or more, for every pair at once. Blocks that lead to each other are one
 * component; components become rows of bits, made from the ends of the flow backwards, so that a flow of thousands of
 * blocks takes milliseconds.
 */
export class Reachability {
  private readonly component = new Map<string, number>();
  private readonly rows: Uint32Array[] = [];

  constructor(ids: readonly string[], next: (id: string) => readonly string[]) {
    for (const members of componentsOf(ids, next)) this.add(members, next);
  }

  /** Whether `later` can come after `first`; a block comes after itself in a circle only. */
  has(first: string, later: string): boolean {
    const from = this.component.get(first);
    const to = this.component.get(later);
    if (from === undefined || to === undefined) return false;
    return (((this.rows[from]?.[to >>> 5] ?? 0) >>> (to & 31)) & 1) === 1;
  }

  /** Components arrive ends first, so whatever a new one leads to has its row already. */
  private add(members: readonly string[], next: (id: string) => readonly string[]): void {
    const own = this.rows.length;
    const row = new Uint32Array((own >>> 5) + 1);
    for (const id of members) this.component.set(id, own);
    for (const id of members) {
      for (const target of next(id)) {
        const reached = this.component.get(target);
        if (reached === undefined) continue;
        row[reached >>> 5] = (row[reached >>> 5] ?? 0) | (1 << (reached & 31));
        if (reached !== own)
          this.rows[reached]?.forEach((bits, word) => {
            row[word] = (row[word] ?? 0) | bits;
          });
      }
    }
    this.rows.push(row);
  }
}

interface Step {
  readonly id: string;
  readonly next: readonly string[];
  at: number;
}

/** Strongly connected components, each after all it leads to (Tarjan's method, without recursion). */
function componentsOf(ids: readonly string[], next: (id: string) => readonly string[]): string[][] {
  const known = new Set(ids);
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const components: string[][] = [];
  const path: Step[] = [];
  const enter = (id: string): void => {
    order.set(id, order.size);
    low.set(id, order.size - 1);
    open.push(id);
    isOpen.add(id);
    path.push({ id, next: next(id), at: 0 });
  };
  const lower = (id: string, value: number | undefined): void => {
    low.set(id, Math.min(low.get(id) ?? 0, value ?? 0));
  };
  const leave = (id: string): void => {
    path.pop();
    const parent = path.at(-1);
    if (parent) lower(parent.id, low.get(id));
    if (low.get(id) !== order.get(id)) return;
    const members = open.splice(open.lastIndexOf(id));
    for (const member of members) isOpen.delete(member);
    components.push(members);
  };
  for (const root of ids) {
    if (order.has(root)) continue;
    enter(root);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = top.next[top.at++];
      if (target === undefined) leave(top.id);
      else if (!known.has(target)) continue;
      else if (!order.has(target)) enter(target);
      else if (isOpen.has(target)) lower(top.id, order.get(target));
    }
  }
  return components;
}
