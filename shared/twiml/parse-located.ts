import { byteLength } from '../text/byte-length.ts';
import type { TwimlElement, TwimlNode } from './element.ts';
import { findIllegal } from './escape.ts';
import {
  collect,
  illegalCharacter,
  newParser,
  type OpenElement,
  type ParseErrorCode,
  type ParseLimits,
  Refusal,
  withoutLayout,
} from './parse.ts';
import { lineAndColumn } from './places.ts';
import { MAX_RESPONSE_BYTES } from './serialise.ts';
import { straySign } from './stray-sign.ts';

/** An element that knows where it stands in its document: offsets in UTF-16 units, `to` being one past its end. */
export interface LocatedElement extends TwimlElement {
  readonly from: number;
  readonly to: number;
  readonly children: readonly (LocatedElement | string)[];
}

/** A document as far as it can be read. */
export interface LocatedDocument {
  /** The root; where there is an `error`, with those of its children that came before it and are whole. */
  readonly root?: LocatedElement;
  /** Comments and processing instructions, which are no part of the tree. */
  readonly remarks: readonly Remark[];
  /** What ended the reading early. */
  readonly error?: { readonly code: ParseErrorCode; readonly message: string; readonly offset: number };
}

export interface Remark {
  readonly kind: 'comment' | 'instruction';
  readonly text: string;
  readonly from: number;
}

/**
 * Reads a document as `parseTwiml` does, with the place of every element, and keeps what came before an error. Processing
 * instructions are remarks here. Never throws.
 */
export function parseLocated(
  xml: string,
  { maxBytes = MAX_RESPONSE_BYTES, maxDepth = 100 }: ParseLimits = {},
): LocatedDocument {
  if (xml.length > maxBytes || byteLength(xml) > maxBytes) {
    const message = `The document is larger than ${maxBytes} bytes, the most that Twilio reads.`;
    return { remarks: [], error: { code: 'tooLarge', message, offset: 0 } };
  }
  const parser = newParser(false);
  const starts: number[] = [];
  const { nodes, open } = collect(parser, maxDepth, (element) => {
    checkClosing(xml, parser.position, element, starts[starts.length - 1] ?? 0);
    return { ...element, from: starts.pop(), to: parser.position } as TwimlElement;
  });
  const remarks: Remark[] = [];
  // What ends the name has been read when the start of a tag is told: one character, or both of a line break.
  parser.on('opentagstart', ({ name }) => void starts.push(xml.lastIndexOf('<', parser.position - name.length - 2)));
  parser.on('comment', (text) => {
    remarks.push({ kind: 'comment', text: text.trim(), from: xml.lastIndexOf('<!--', parser.position) });
  });
  parser.on('processinginstruction', ({ target, body }) => {
    const from = xml.lastIndexOf('<?', parser.position);
    remarks.push({ kind: 'instruction', text: `${target} ${body}`.trim(), from });
  });
  const illegal = findIllegal(xml);
  const end = illegal < 0 ? xml.length : illegal;
  let written = false;
  try {
    parser.write(xml.slice(0, end));
    written = true;
    if (illegal >= 0) throw illegalCharacter(xml, illegal);
    const inner = open[open.length - 1];
    if (inner !== undefined) throw unclosed(xml, inner, starts[starts.length - 1] ?? 0);
    parser.close();
    const root = nodes.find((node) => typeof node !== 'string');
    return { ...(root && { root: withoutLayout(root) as LocatedElement }), remarks };
  } catch (error) {
    const { code, message } =
      error instanceof Refusal ? error : new Refusal('notWellFormed', 'The document is not XML.');
    const root = wholeSoFar(nodes, open, starts[0] ?? 0);
    // The parser's own count is off once it has read everything, and text beside the root is what it tells of last.
    const beside = message.includes('outside of root') ? xml.slice(root?.to ?? 0).search(/\S/) : -1;
    const offset = beside >= 0 ? (root?.to ?? 0) + beside : written ? end : Math.max(0, parser.position - 1);
    const stray = code === 'entity' || (code === 'notWellFormed' && beside < 0) ? straySign(xml, offset) : undefined;
    return { ...(root && { root }), remarks, error: stray ?? { code, message, offset } };
  }
}

/** The root with the children that are whole. Its end is that of the last of them, or of its own opening tag. */
function wholeSoFar(
  nodes: readonly TwimlNode[],
  open: readonly OpenElement[],
  from: number,
): LocatedElement | undefined {
  const root = open[0] ?? nodes.find((node) => typeof node !== 'string');
  if (root === undefined) return undefined;
  const whole = root.children.filter((child) => typeof child !== 'string') as LocatedElement[];
  const element: LocatedElement = { from, to: from, ...root, children: whole };
  return withoutLayout(element) as LocatedElement;
}

/** The parser tells the end of an element before it complains about a closing tag of another name. */
function checkClosing(xml: string, end: number, { tag }: OpenElement, start: number): void {
  if (xml.startsWith('/>', end - 2)) return;
  const closing = xml.slice(xml.lastIndexOf('</', end - 1), end).replace(/^<\/|\s*>$/g, '');
  if (closing === tag) return;
  const { line, column } = lineAndColumn(xml, start);
  throw new Refusal(
    'notWellFormed',
    `</${closing.slice(0, 40)}> closes nothing here: ${tag} from line ${line}, column ${column} is still open.`,
  );
}

function unclosed(xml: string, { tag }: OpenElement, start: number): Refusal {
  const { line, column } = lineAndColumn(xml, start);
  const message = `The document ends before ${tag} from line ${line}, column ${column} is closed.`;
  return new Refusal('notWellFormed', message);
}
