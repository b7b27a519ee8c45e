import { catalogue } from '../../../shared/twiml/catalogue/index.ts';
import type { AttributeSpec } from '../../../shared/twiml/catalogue/types.ts';

/** Makes documents that nobody should send: mostly TwiML, often broken. The same seed makes the same. */
export class Hostile {
  readonly #elements = catalogue.voice.filter(({ tag }) => tag !== 'Response');
  readonly #tags = [
    ...new Set(this.#elements.map(({ tag }) => tag)),
    'Shout',
    'say',
    'Response',
    '__proto__',
    'constructor',
  ];
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0, below `most`. */
  below(most: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 4_294_967_296) * most);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  document(): string {
    const count = this.below(5);
    const verbs = Array.from({ length: count }, () => this.#element('Response', 0)).join('');
    const root = this.below(50) === 0 ? this.pick(this.#tags) : 'Response';
    if (this.below(200) === 0) return this.pick(['', ' ', '\n']);
    const xml = `${this.pick(PROLOGS)}<${root}>${verbs}</${root}>`;
    return this.below(4) === 0 ? this.mutate(xml) : xml;
  }

  /** Changes a text in a few places. */
  mutate(text: string): string {
    let changed = text;
    for (let left = 1 + this.below(4); left > 0; left--) {
      const at = this.below(changed.length + 1);
      const until = Math.min(changed.length, at + this.below(12));
      const piece = this.pick([...SHARDS, changed.slice(this.below(changed.length), this.below(changed.length))]);
      changed = changed.slice(0, at) + piece + changed.slice(this.below(2) === 0 ? at : until);
    }
    return changed;
  }

  #element(parent: string, depth: number): string {
    const fitting = this.#elements.filter(({ parents }) => parents.includes(parent));
    const spec = this.below(8) > 0 && fitting.length > 0 ? this.pick(fitting) : undefined;
    const tag = spec?.tag ?? this.pick(this.#tags);
    const attributes = new Map<string, string>();
    for (let left = this.below(4); left > 0; left--) {
      const known = spec && spec.attributes.length > 0 && this.below(8) > 0 ? this.pick(spec.attributes) : undefined;
      attributes.set(known?.name ?? this.pick(NAMES), this.#value(known));
    }
    const inside =
      depth < 3 && this.below(2) === 0
        ? Array.from({ length: this.below(4) }, () => this.#element(tag, depth + 1))
        : [];
    const text = this.below(2) === 0 ? this.pick(TEXTS) : '';
    const written = [...attributes].map(([name, value]) => ` ${name}="${value}"`).join('');
    return `<${tag}${written}>${text}${inside.join('')}</${tag}>`;
  }

  #value(spec: AttributeSpec | undefined): string {
    if (!spec || this.below(4) === 0) return this.pick(VALUES);
    if (spec.values && this.below(2) === 0) return this.pick(spec.values);
    if (spec.type === 'integer') return String(this.below(3) === 0 ? this.below(100_000) : this.below(12));
    if (spec.type === 'boolean') return this.pick(['true', 'false']);
    return this.pick([...VALUES, ...URLS]);
  }
}

const PROLOGS = ['', '', '', '<?xml version="1.0" encoding="UTF-8"?>', '<!-- hello -->', '\uFEFF'];
const NAMES = ['loop', 'timeout', 'action', 'url', 'method', 'length', 'statusCallback', 'toString', 'x'];
const VALUES = [
  '',
  '0',
  '-1',
  '1e9',
  'NaN',
  'true',
  'auto',
  '#',
  '*',
  '999999999999',
  'é📞',
  'dtmf speech',
  ' 3 ',
  '&#9;',
];
const URLS = [
  '/next',
  '',
  'https://app.test/voice',
  'http://',
  'https://a_b.test/',
  'javascript:1',
  '?x=1#rc=5&amp;rp=all',
  '//',
];
const TEXTS = [
  'Hello',
  '/next',
  '',
  ' ',
  '+15550001111',
  'https://app.test/a.mp3',
  '/voice',
  'sip:a@b.test',
  'é📞',
  '&amp;',
  '0',
];
const SHARDS = [
  '<',
  '>',
  '&',
  '"',
  '</Response>',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a>',
  '\u0000',
  '&lol;',
  '<Say>',
  '\uD800',
  ' ',
];
