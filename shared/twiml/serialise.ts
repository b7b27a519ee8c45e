import { byteLength } from '../text/byte-length.ts';
import type { TwimlElement, TwimlNode } from './element.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import type { TwimlProblem } from './problem.ts';

/**
 * Writes a tree as an XML document: elements that hold only elements are indented by two spaces, an element that
 * holds text is written on one line with all that is inside it, so that no white space is ever added to text.
 * Characters that XML cannot hold are left out. Tag and attribute names are written as they are.
 *
 * @example serialise(element('Response', {}, element('Say', {}, 'Hello')))
 */
export function serialise(root: TwimlElement): string {
  return XML_DECLARATION + block(root, '\n');
}

/** Writes element content, such as the SSML of a Say, on one line and with no white space added; `parseFragment` reads it back. */
export function serialiseFragment(nodes: readonly TwimlNode[]): string {
  let xml = '';
  for (const node of nodes) xml += typeof node === 'string' ? escapeText(node) : inline(node);
  return xml;
}

/** One line of the document as the preview shows it. */
export interface TwimlLine {
  readonly text: string;
  /** Id of the block that spoke the element on this line; descendants inherit it. */
  readonly block?: string;
  /** Number of that element in document order, the root being 0; the XML declaration's line has -1. */
  readonly element: number;
}

/** The same document as `serialise` writes, with every line tied to its element and block. */
export function serialiseWithLines(root: TwimlElement): { xml: string; lines: TwimlLine[] } {
  const lines: TwimlLine[] = [{ text: XML_DECLARATION, element: -1 }];
  let count = 0;
  const write = (element: TwimlElement, indent: string, inherited: string | undefined): void => {
    const number = count++;
    const spoke = element.block ?? inherited;
    const line = (text: string): void => {
      lines.push(spoke === undefined ? { text, element: number } : { text, block: spoke, element: number });
    };
    if (isInline(element)) {
      // A line break inside spoken text breaks the document's line, too.
      for (const text of (indent + inline(element)).split('\n')) line(text);
      count += descendants(element);
      return;
    }
    line(`${indent}<${element.tag}${attributes(element)}>`);
    for (const child of element.children) if (typeof child !== 'string') write(child, `${indent}  `, spoke);
    line(`${indent}</${element.tag}>`);
  };
  write(root, '', undefined);
  return { xml: lines.map((line) => line.text).join('\n'), lines };
}

/** The most Twilio reads of one response (error 11750 beyond): https://www.twilio.com/docs/api/errors/11750 */
export const MAX_RESPONSE_BYTES = 65536;

/** A problem when the document is larger than Twilio accepts, otherwise undefined. */
export function guardSize(xml: string, maxBytes: number = MAX_RESPONSE_BYTES): TwimlProblem | undefined {
  // No UTF-16 code unit takes more than three bytes, so short documents need no counting.
  if (xml.length * 3 <= maxBytes) return undefined;
  const bytes = byteLength(xml);
  if (bytes <= maxBytes) return undefined;
  return {
    code: 'twiml.tooLarge',
    message: `The document is ${bytes} bytes; Twilio accepts at most ${maxBytes}. Split it with a Redirect.`,
    path: '/Response',
    element: 'Response',
    severity: 'error',
    twilioError: 11750,
  };
}

const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** `lead` is the line break and indentation before this element. */
function block(element: TwimlElement, lead: string): string {
  if (isInline(element)) return lead + inline(element);
  const deeper = `${lead}  `;
  let xml = `${lead}<${element.tag}${attributes(element)}>`;
  for (const child of element.children) if (typeof child !== 'string') xml += block(child, deeper);
  return `${xml}${lead}</${element.tag}>`;
}

function inline(element: TwimlElement): string {
  const open = `<${element.tag}${attributes(element)}`;
  const content = serialiseFragment(element.children);
  return content === '' ? `${open}/>` : `${open}>${content}</${element.tag}>`;
}

function attributes(element: TwimlElement): string {
  let xml = '';
  for (const name in element.attributes) xml += ` ${name}="${escapeAttribute(element.attributes[name] ?? '')}"`;
  return xml;
}

/** Whether the element goes on one line: it holds nothing, or some text. */
function isInline(element: TwimlElement): boolean {
  let elements = 0;
  for (const child of element.children) {
    if (typeof child !== 'string') elements++;
    else if (child !== '') return true;
  }
  return elements === 0;
}

function descendants(element: TwimlElement): number {
  let count = 0;
  for (const child of element.children) if (typeof child !== 'string') count += 1 + descendants(child);
  return count;
}
