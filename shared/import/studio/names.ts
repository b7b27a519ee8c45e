import { BLOCK_ID, RESERVED_NAMES, VARIABLE_NAME } from '../../flow/types.ts';

/** Gives every wanted name one that holds here: letters, digits and _, none twice, none that is taken. */
export class Names {
  private readonly given = new Map<string, string>();
  private readonly taken: Set<string>;

  constructor(
    private readonly fallback: string,
    taken: Iterable<string>,
    private readonly isValid: (name: string) => boolean,
  ) {
    this.taken = new Set(taken);
  }

  /** The name for a key; the same for the same. @param wanted what it should be called, if not like the key */
  of(key: string, wanted = key): string {
    const known = this.given.get(key);
    if (known !== undefined) return known;
    const name = this.fresh(wanted);
    this.given.set(key, name);
    return name;
  }

  /** A name that nothing else has, for something that has none of its own. */
  fresh(wanted: string): string {
    const plain = this.isValid(wanted) ? wanted : plainName(wanted) || this.fallback;
    const start = this.isValid(plain) ? plain : `${this.fallback}_${plain}`;
    let name = start.slice(0, LONGEST);
    for (let count = 2; this.taken.has(name) || !this.isValid(name); count++) {
      name = `${start.slice(0, LONGEST - 6)}_${count}`;
    }
    this.taken.add(name);
    return name;
  }
}

/** Ids of blocks, made from names of widgets. */
export function blockNames(): Names {
  return new Names('block', [], (name) => BLOCK_ID.test(name));
}

/** Names of variables. */
export function variableNames(): Names {
  return new Names('var', RESERVED_NAMES, (name) => VARIABLE_NAME.test(name) && !RESERVED_NAMES.includes(name));
}

/** Room for a number behind a name: ids and names have at most 64 characters. */
const LONGEST = 60;

/** Letters without their marks, everything else as _. */
function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
