/** Which names a template has given a meaning of its own, at one point of its run. */
export class NameScope {
  constructor(
    /** Names it has assigned: for certain (true), or on some ways to here (false). */
    private readonly assigned = new Map<string, boolean>(),
    private readonly loops: ReadonlySet<string> = new Set(),
  ) {}

  /** Which variable a name means here. */
  meaning(name: string): 'outer' | 'own' | 'loop' | 'either' {
    if (this.loops.has(name)) return 'loop';
    const certain = this.assigned.get(name);
    if (certain === undefined) return 'outer';
    return certain ? 'own' : 'either';
  }

  assign(name: string): void {
    this.assigned.set(name, true);
  }

  mayAssign(names: readonly string[]): void {
    for (const name of names) if (!this.assigned.has(name)) this.assigned.set(name, false);
  }

  copy(): NameScope {
    return new NameScope(new Map(this.assigned), this.loops);
  }

  /** The scope within a loop: what is assigned there is assigned outside, too. */
  inside(names: readonly string[]): NameScope {
    return new NameScope(this.assigned, new Set([...this.loops, ...names]));
  }

  /** Becomes what holds after one of several ways, each begun as a copy of this. */
  become(ways: readonly NameScope[]): void {
    const names = new Set(ways.flatMap((way) => [...way.assigned.keys()]));
    const certain = [...names].filter((name) => ways.every((way) => way.assigned.get(name) === true));
    this.assigned.clear();
    for (const name of names) this.assigned.set(name, certain.includes(name));
  }

  /** Becomes what holds where another way may have been taken instead. */
  meet(others: readonly NameScope[]): void {
    this.become([this.copy(), ...others]);
  }
}
