import { SaxesParser } from 'saxes';
import { byteLength } from '../text/byte-length.ts';
import type { TwimlElement, TwimlNode } from './element.ts';
import { findIllegal } from './escape.ts';
import { lineAndColumn } from './places.ts';
import { MAX_RESPONSE_BYTES } from './serialise.ts';
import { straySign } from './stray-sign.ts';

/**
 * Reads an XML document into a tree, strictly: no document type, no entities beyond XML's five, no processing
 * instructions, one root. Comments are ignored. White space between elements is dropped where an element holds no
 * other text, and kept everywhere inside an element that does. Never throws.
 */
export function parseTwiml(xml: string, limits: ParseLimits = {}): ParseResult<{ root: TwimlElement }> {
  const read = readNodes(xml, false, limits);
  if (!read.ok) return read;
  const root = read.nodes.find((node) => typeof node !== 'string');
  if (root !== undefined) return { ok: true, root: withoutLayout(root) };
  return {
    ok: false,
    error: { code: 'notWellFormed', message: 'The document has no root element.', line: 1, column: 1 },
  };
}

/**
 * Reads a piece of element content, such as the SSML text of a Say: text and any number of elements. All white space
 * is kept. The same rules and limits as for a document. Never throws.
 */
export function parseFragment(xml: string, limits: ParseLimits = {}): ParseResult<{ nodes: readonly TwimlNode[] }> {
  return readNodes(xml, true, limits);
}

/** How much to read; the defaults suit a webhook's answer. */
export interface ParseLimits {
  /** UTF-8 bytes of the document; 64 KB by default. */
  readonly maxBytes?: number;
  /** Elements inside one another; 100 by default. */
  readonly maxDepth?: number;
}

export type ParseErrorCode = 'tooLarge' | 'tooDeep' | 'doctype' | 'entity' | 'instruction' | 'notWellFormed';

/** Why a document was refused, and where; line and column count from 1. */
export interface ParseError {
  readonly code: ParseErrorCode;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export type ParseResult<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly error: ParseError };

/** An element whose closing tag has not come yet. */
export interface OpenElement {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: TwimlNode[];
}

/** Thrown inside the parser's handlers to stop it at the first error. */
export class Refusal extends Error {
  readonly code: ParseErrorCode;
  constructor(code: ParseErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

function readNodes(xml: string, fragment: boolean, limits: ParseLimits): ParseResult<{ nodes: readonly TwimlNode[] }> {
  const { maxBytes = MAX_RESPONSE_BYTES, maxDepth = 100 } = limits;
  if (typeof xml !== 'string') return refused(new Refusal('notWellFormed', 'Expected XML text.'), 1, 1);
  if (xml.length > maxBytes || byteLength(xml) > maxBytes) {
    return refused(new Refusal('tooLarge', `The document is larger than ${maxBytes} bytes.`), 1, 1);
  }
  const illegal = findIllegal(xml);
  if (illegal >= 0) {
    const before = xml.slice(0, illegal).split('\n');
    return refused(illegalCharacter(xml, illegal), before.length, (before[before.length - 1] ?? '').length + 1);
  }
  const parser = newParser(fragment);
  const { nodes } = collect(parser, maxDepth);
  let written = false;
  try {
    parser.write(xml);
    written = true;
    parser.close();
    return { ok: true, nodes };
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('notWellFormed', 'The document is not XML.');
    const failedAt = written ? xml.length : Math.max(0, parser.position - 1);
    const isSign = refusal.code === 'entity' || refusal.code === 'notWellFormed';
    const stray = isSign && !refusal.message.includes('outside of root') ? straySign(xml, failedAt) : undefined;
    if (stray === undefined) return refused(refusal, parser.line, parser.columnIndex);
    const { line, column } = lineAndColumn(xml, stray.offset);
    return refused(new Refusal(stray.code, stray.message), line, column);
  }
}

/** A parser that keeps count of where it is. */
export function newParser(fragment: boolean): SaxesParser {
  return new SaxesParser({ fragment, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
}

/**
 * Connects handlers that build the tree; the returned lists fill while the parser runs. `finish` may add to an element, or
 * refuse it by throwing.
 */
export function collect(
  parser: SaxesParser,
  maxDepth: number,
  finish?: (element: OpenElement) => TwimlElement,
): { readonly nodes: TwimlNode[]; readonly open: readonly OpenElement[] } {
  const nodes: TwimlNode[] = [];
  const open: OpenElement[] = [];
  const siblings = (): TwimlNode[] => open[open.length - 1]?.children ?? nodes;
  const text = (piece: string): void => {
    const list = siblings();
    const last = list[list.length - 1];
    // Text around a comment or CDATA section is one text.
    if (typeof last === 'string') list[list.length - 1] = last + piece;
    else if (piece !== '') list.push(piece);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('opentag', (tag) => {
    if (open.length >= maxDepth) throw new Refusal('tooDeep', `Elements are nested more than ${maxDepth} deep.`);
    // fromEntries makes even a name such as __proto__ an ordinary key.
    const attributes = Object.fromEntries(Object.entries(tag.attributes));
    open.push({ tag: tag.name, attributes, children: [] });
  });
  parser.on('closetag', () => {
    const closed = open[open.length - 1];
    if (closed === undefined) return;
    const finished = finish?.(closed) ?? closed;
    open.pop();
    siblings().push(finished);
  });
  parser.on('doctype', () => {
    throw new Refusal('doctype', 'A document type (DOCTYPE) is not allowed in TwiML.');
  });
  parser.on('processinginstruction', ({ target }) => {
    throw new Refusal('instruction', `The processing instruction "${target.slice(0, 40)}" is not allowed in TwiML.`);
  });
  parser.on('error', (error) => {
    throw describe(error.message);
  });
  return { nodes, open };
}

/** Says which character XML cannot hold. */
export function illegalCharacter(xml: string, at: number): Refusal {
  const code = xml.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return new Refusal('notWellFormed', `The character U+${code} is not allowed in XML.`);
}

function describe(raw: string): Refusal {
  const reason = raw.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');
  if (reason.startsWith('undefined entity') || reason.includes('entity name')) {
    return new Refusal(
      'entity',
      'Only the entities &amp; &lt; &gt; &quot; &apos; and character references are allowed.',
    );
  }
  return new Refusal('notWellFormed', `The document is not well-formed XML: ${reason.slice(0, 200)}.`);
}

function refused(refusal: Refusal, line: number, column: number): { ok: false; error: ParseError } {
  const error = { code: refusal.code, message: refusal.message, line: Math.max(1, line), column: Math.max(1, column) };
  return { ok: false, error };
}

/** The element without white space that only lays out elements; an element with other text is left as it is. */
export function withoutLayout(element: TwimlElement): TwimlElement {
  const { children } = element;
  if (children.some((child) => typeof child === 'string' && /[^ \t\r\n]/.test(child))) return element;
  const kept: TwimlNode[] = [];
  for (const child of children) if (typeof child !== 'string') kept.push(withoutLayout(child));
  return { ...element, children: kept };
}
