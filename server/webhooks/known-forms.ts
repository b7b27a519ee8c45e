import { decode, parseForm } from './form.ts';
import { Shape } from './shape.ts';

/** A form that was read: its values in the order of the shape's names. */
export interface ReadForm {
  readonly shape: Shape;
  readonly values: readonly string[];
  /** Keeps the shape, where it is new. */
  readonly keep?: () => void;
}

/**
 * Reads forms as `parseForm` does, and knows those whose names came before in the same order: there are few, and reading,
 * sorting and looking up the same names again and again is dearer than anything else that is done with a webhook.
 */
export class KnownForms {
  #first: Branch[] = [];
  #count = 0;

  /**
   * Call `keep` for signed forms only, so that nobody else fills the memory.
   *
   * @returns undefined if there are more parameters than are read
   */
  read(text: string): ReadForm | undefined {
    const known = readAlong(this.#first, text);
    if (known) return known;
    const form = parseForm(text);
    if (!form) return undefined;
    const shape = new Shape(form.names);
    return { shape, values: form.values, keep: () => this.#keep(text, shape) };
  }

  #keep(text: string, shape: Shape): void {
    const spelt = text.split('&').map((pair) => pair.slice(0, pair.indexOf('=') + 1));
    // Only the usual notation is known: every parameter with its equals sign.
    if (spelt.includes('')) return;
    if (this.#count++ >= MAX_SHAPES) {
      this.#first = [];
      this.#count = 1;
    }
    let branches = this.#first;
    let last: Branch | undefined;
    for (const name of spelt) {
      last = branches.find((branch) => branch.name === name) ?? grow(branches, name);
      branches = last.next;
    }
    if (last) last.shape = shape;
  }
}

const MAX_SHAPES = 500;

/** A name, as it is spelt with its equals sign, and what came after it. */
interface Branch {
  readonly name: string;
  readonly next: Branch[];
  /** Of the form that ends here. */
  shape: Shape | undefined;
}

function grow(branches: Branch[], name: string): Branch {
  const branch: Branch = { name, next: [], shape: undefined };
  branches.push(branch);
  return branch;
}

function readAlong(first: readonly Branch[], text: string): ReadForm | undefined {
  const values: string[] = [];
  const { length } = text;
  let branches = first;
  let escaped = nextEscape(text, 0);
  for (let start = 0; ; ) {
    const branch = branchAt(branches, text, start);
    if (!branch) return undefined;
    const from = start + branch.name.length;
    let end = text.indexOf('&', from);
    if (end === -1) end = length;
    if (escaped < from) escaped = nextEscape(text, from);
    const value = text.slice(from, end);
    values.push(escaped < end ? decode(value) : value);
    if (end === length) return branch.shape && { shape: branch.shape, values };
    branches = branch.next;
    start = end + 1;
  }
}

function branchAt(branches: readonly Branch[], text: string, start: number): Branch | undefined {
  for (const branch of branches) if (text.startsWith(branch.name, start)) return branch;
  return undefined;
}

/** Where the next character is that stands for another. */
function nextEscape(text: string, from: number): number {
  const percent = text.indexOf('%', from);
  const plus = text.indexOf('+', from);
  if (plus === -1) return percent === -1 ? Number.POSITIVE_INFINITY : percent;
  return percent === -1 || plus < percent ? plus : percent;
}
