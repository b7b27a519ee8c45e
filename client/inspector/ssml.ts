import { maskTemplates } from '../../shared/fields/mask-templates.ts';
import { parseFragment } from '../../shared/twiml/parse.ts';

/** One way to shape speech: an SSML element around words, or one at the caret. */
export interface SsmlMark {
  readonly id: string;
  readonly label: string;
  readonly tag: string;
  /** Attributes as they are written; a bar on both sides marks the value to fill in. */
  readonly attributes: string;
  /** Stands alone: a pause. */
  readonly alone?: boolean;
}

/** The two marks that are always at hand. */
export const PAUSE_MARK: SsmlMark = {
  id: 'break',
  label: 'Pause',
  tag: 'break',
  attributes: 'time="|500ms|"',
  alone: true,
};
export const STRESS_MARK: SsmlMark = { id: 'emphasis', label: 'Stress', tag: 'emphasis', attributes: 'level="strong"' };

/** The others, in groups. */
export const SSML_GROUPS: readonly { readonly title: string; readonly marks: readonly SsmlMark[] }[] = [
  {
    title: 'Read as',
    marks: [
      mark('digits', 'Single digits', 'say-as', 'interpret-as="digits"'),
      mark('telephone', 'Phone number', 'say-as', 'interpret-as="telephone"'),
      mark('date', 'Date, month first', 'say-as', 'interpret-as="date" format="mdy"'),
      mark('time', 'Time', 'say-as', 'interpret-as="time"'),
      mark('ordinal', 'First, second, third', 'say-as', 'interpret-as="ordinal"'),
      mark('letters', 'Single letters', 'say-as', 'interpret-as="spell-out"'),
    ],
  },
  {
    title: 'Speak',
    marks: [
      mark('slower', 'Slower', 'prosody', 'rate="slow"'),
      mark('faster', 'Faster', 'prosody', 'rate="fast"'),
      mark('louder', 'Louder', 'prosody', 'volume="loud"'),
      mark('softer', 'Softer', 'prosody', 'volume="soft"'),
    ],
  },
  {
    title: 'Pronounce',
    marks: [
      mark('sub', 'As other words', 'sub', 'alias="|other words|"'),
      mark('phoneme', 'By sound', 'phoneme', 'alphabet="ipa" ph="|pɪˈkɑːn|"'),
      mark('lang', 'In another language', 'lang', 'xml:lang="|es-MX|"'),
    ],
  },
];

/** A text with the stretch that is selected in it. */
export interface Selected {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Marks what is selected, or the word at the caret. A text that was plain is made SSML first: its `&` and `<` are escaped.
 *
 * @param ssml whether the text is SSML already
 * @returns the new text; what is left to fill in, or else the marked words, are selected. Undefined where the mark would
 * cut through another one
 */
export function markSsml(selected: Selected, mark: SsmlMark, ssml: boolean): Selected | undefined {
  const { text } = selected;
  const { from, to } = mark.alone ? { from: selected.to, to: selected.to } : wordAround(selected);
  if (insideMarkup(text, from, ssml) || insideMarkup(text, to, ssml)) return undefined;
  const [before, words, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)].map((part) =>
    ssml ? part : escaped(part),
  ) as [string, string, string];
  const [lead = '', blank, rest = ''] = mark.attributes.split('|');
  const open = `<${mark.tag} ${lead}`;
  const tail = `${rest}${mark.alone ? '/>' : `>${words}</${mark.tag}>`}`;
  const result = `${before}${open}${blank ?? ''}${tail}${after}`;
  if (!parseFragment(maskTemplates(result)).ok && (!ssml || parseFragment(maskTemplates(text)).ok)) return undefined;
  const start = before.length + open.length;
  if (blank !== undefined) return { text: result, from: start, to: start + blank.length };
  const inner = start + rest.length + 1;
  return { text: result, from: inner, to: inner + words.length };
}

function mark(id: string, label: string, tag: string, attributes: string): SsmlMark {
  return { id, label, tag, attributes };
}

/** What is selected without the white space around it, or the word that the caret touches. */
function wordAround({ text, from, to }: Selected): { from: number; to: number } {
  if (from < to) {
    const inside = text.slice(from, to);
    const start = from + (inside.length - inside.trimStart().length);
    return { from: start, to: Math.max(start, from + inside.trimEnd().length) };
  }
  const before = /[\p{L}\p{N}'’+-]*$/u.exec(text.slice(0, from))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}'’+-]*/u.exec(text.slice(from))?.[0].length ?? 0;
  return { from: from - before, to: from + after };
}

/** Whether a place lies within an expression, or within a tag or an entity of SSML. */
function insideMarkup(text: string, at: number, ssml: boolean): boolean {
  const patterns = ssml ? [EXPRESSION, TAG, ENTITY] : [EXPRESSION];
  return patterns.some((pattern) =>
    [...text.matchAll(pattern)].some((found) => found.index < at && at < found.index + found[0].length),
  );
}

const EXPRESSION = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const TAG = /<[^<>]*>/g;
const ENTITY = /&[#\w]+;/g;

/** Plain text as SSML; expressions stay as they are. */
function escaped(text: string): string {
  let out = '';
  let end = 0;
  const plain = (part: string): string => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  for (const found of text.matchAll(EXPRESSION)) {
    out += plain(text.slice(end, found.index)) + found[0];
    end = found.index + found[0].length;
  }
  return out + plain(text.slice(end));
}
