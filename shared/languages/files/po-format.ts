import type { TextFileProblem } from './entry.ts';

/** A message of a PO file: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html */
export interface PoMessage {
  /** For translators. */
  readonly comment?: string;
  readonly context?: string | undefined;
  readonly id: string;
  readonly text: string;
  readonly fuzzy?: boolean;
  readonly plural?: boolean;
}

export interface ReadPo {
  readonly messages: readonly (PoMessage & { readonly line: number })[];
  readonly problems: readonly TextFileProblem[];
  /** Lines that hold messages no longer in use. */
  readonly obsolete: readonly number[];
}

/** A message with a line break after it. */
export function writePoMessage({ comment, context, id, text, fuzzy }: PoMessage): string {
  return [
    ...(comment === undefined ? [] : [`#. ${comment.replace(/\s+/g, ' ')}`]),
    ...(fuzzy ? ['#, fuzzy'] : []),
    ...(context === undefined ? [] : [`msgctxt ${quoted(context)}`]),
    `msgid ${quoted(id)}`,
    `msgstr ${quoted(text)}`,
    '',
  ].join('\n');
}

/** A text of several lines stands below its keyword, a line each. */
function quoted(text: string): string {
  const lines = text.split(/(?<=\n)/).map((line) => `"${escaped(line)}"`);
  return lines.length > 1 ? ['""', ...lines].join('\n') : (lines[0] ?? '""');
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': 'n', '\t': 't', '\r': 'r', '"': '"', '\\': '\\' };
const UNESCAPES = Object.fromEntries(Object.entries(ESCAPES).map(([sign, letter]) => [letter, sign]));

function escaped(text: string): string {
  return text.replace(/[\n\t\r"\\]/g, (sign) => `\\${ESCAPES[sign]}`);
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (whole, letter: string) => UNESCAPES[letter] ?? whole);
}

/** Reads a PO file. What is no part of one is a problem with its line; the messages around it are read. */
export function readPo(text: string): ReadPo {
  const reader = new Reader();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) reader.line(line.trim(), index + 1);
  reader.end();
  return reader;
}

type Part = 'msgctxt' | 'msgid' | 'msgid_plural' | 'msgstr';

interface Draft {
  readonly line: number;
  readonly fuzzy: boolean;
  readonly parts: Map<Part, string>;
  plural: boolean;
}

class Reader {
  readonly messages: (PoMessage & { line: number })[] = [];
  readonly problems: TextFileProblem[] = [];
  readonly obsolete: number[] = [];
  #draft: Draft | undefined;
  #part: Part | undefined;
  #fuzzy = false;

  line(text: string, number: number): void {
    if (text === '') return;
    if (text.startsWith('#')) {
      this.#comment(text, number);
      return;
    }
    const [, keyword, index, string] =
      /^(?:(msgctxt|msgid|msgid_plural|msgstr)(\[\d+\])?\s*)?"(.*)"$/s.exec(text) ?? [];
    if (string === undefined || /(?:^|[^\\])(?:\\\\)*"/.test(string)) {
      this.problems.push({ line: number, message: `This is no line of a PO file: ${shortened(text)}` });
      return;
    }
    if (keyword !== undefined) this.#begin(keyword as Part, index !== undefined, number);
    if (!this.#draft || !this.#part) {
      this.problems.push({ line: number, message: 'A text stands here without msgctxt, msgid or msgstr before it.' });
      return;
    }
    const { parts } = this.#draft;
    parts.set(this.#part, (parts.get(this.#part) ?? '') + unescaped(string));
  }

  /** After the last line. */
  end(): void {
    const draft = this.#draft;
    this.#draft = undefined;
    this.#part = undefined;
    if (!draft) return;
    const { line, fuzzy, parts, plural } = draft;
    const id = parts.get('msgid');
    const text = parts.get('msgstr');
    if (id === undefined || text === undefined) {
      this.problems.push({ line, message: `This message has no ${id === undefined ? 'msgid' : 'msgstr'}.` });
      return;
    }
    this.messages.push({ line, context: parts.get('msgctxt'), id, text, fuzzy, plural });
  }

  #comment(text: string, number: number): void {
    if (this.#draft?.parts.has('msgstr')) this.end();
    if (text.startsWith('#~')) this.obsolete.push(number);
    else if (text.startsWith('#,') && /\bfuzzy\b/.test(text)) this.#fuzzy = true;
  }

  #begin(part: Part, indexed: boolean, line: number): void {
    const ended = this.#draft?.parts.has('msgstr') && part !== 'msgstr';
    const repeated = this.#draft?.parts.has(part) && !indexed;
    if (ended || repeated) this.end();
    if (!this.#draft) {
      this.#draft = { line, fuzzy: this.#fuzzy, parts: new Map(), plural: false };
      this.#fuzzy = false;
    }
    if (part === 'msgid_plural' || indexed) this.#draft.plural = true;
    this.#part = part;
    if (!this.#draft.parts.has(part)) this.#draft.parts.set(part, '');
  }
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
