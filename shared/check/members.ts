import type { Json, VariableType } from '../flow/types.ts';

/** A place in an object or a list. */
export interface Member {
  /** As templates name it: `order.customer.name`. */
  readonly path: string;
  readonly type: VariableType;
}

/**
 * What texts can read of an object or a list, as far as its value tells: members that have plain names, of a list its size, its first
 * item and what is in that. Nothing of any other value.
 */
export function membersOf(path: string, value: Json | undefined): readonly Member[] {
  const found: Member[] = [];
  collect(path, value, 0, found);
  return found;
}

/** A list of completions helps as long as it can be looked through. */
const MOST = 40;
const DEEPEST = 4;

function collect(path: string, value: Json | undefined, depth: number, found: Member[]): void {
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return;
  const list = Array.isArray(value);
  const members: readonly (readonly [string, Json])[] = list
    ? [['size', value.length], ...(value.length > 0 ? [['first', value[0] as Json] as const] : [])]
    : Object.entries(value);
  for (const [name, member] of members) {
    if (found.length === MOST) return;
    if (!/^[A-Za-z_]\w*$/.test(name)) continue;
    found.push({ path: `${path}.${name}`, type: typeOf(member) });
    collect(`${path}.${name}`, member, depth + 1, found);
  }
}

function typeOf(value: Json): VariableType {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' && value !== null
    ? 'object'
    : (typeof (value ?? '') as 'string' | 'number' | 'boolean');
}
