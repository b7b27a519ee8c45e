import type { AnyBlock } from '../../block.ts';
import type { FlowDocument } from '../../flow/types.ts';
import { suggestion } from '../../text/nearest.ts';
import { languagesOf } from '../languages-of.ts';
import { type TextEntry, type TextFile, type TextFileProblem, tooLarge } from './entry.ts';
import { type PoMessage, readPo, writePoMessage } from './po-format.ts';
import { listTexts } from './text-list.ts';

/**
 * The texts of a flow with their translations into one language, as a PO file of GNU gettext: `msgctxt` is the key of a text,
 * `msgid` the original; what is out of date is `fuzzy`.
 */
export function writeTextsPo(flow: FlowDocument, language: string, types: ReadonlyMap<string, AnyBlock>): string {
  const [own = ''] = languagesOf(flow);
  const header = [
    `Project-Id-Version: ${flow.name.replace(/\s+/g, ' ')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    `Language: ${poCode(language)}`,
    `X-Source-Language: ${poCode(own)}`,
  ];
  const messages = listTexts(flow, types).map(({ key, block, field, original, texts, states }) =>
    writePoMessage({
      comment: `${block}, ${field}`,
      context: key,
      id: original === undefined || original === '' ? key : original,
      text: texts[language] ?? '',
      fuzzy: states[language] === 'outdated',
    }),
  );
  return [writePoMessage({ id: '', text: header.map((line) => `${line}\n`).join('') }), ...messages].join('\n');
}

/**
 * Reads translations from a PO file.
 *
 * @param language code to read it as; without it the file's header names the language
 */
export function readTextsPo(text: string, flow: FlowDocument, language?: string): TextFile {
  const large = tooLarge(text);
  if (large) return large;
  const { messages, problems, obsolete } = readPo(text);
  const header = messages.find(({ id, context }) => id === '' && context === undefined);
  const named = languageOf(flow, language ?? /^Language:\s*(\S+)\s*$/im.exec(header?.text ?? '')?.[1]);
  const charset = /charset=([\w-]+)/i.exec(header?.text ?? '')?.[1] ?? 'UTF-8';
  const wrong: TextFileProblem[] = [...problems];
  if (!/^utf-?8$/i.test(charset)) wrong.unshift({ message: `The file says it is in ${charset}. Save it in UTF-8.` });
  if ('problem' in named) return { entries: [], problems: [{ message: named.problem }, ...wrong] };
  if (obsolete.length > 0) {
    wrong.push({
      line: obsolete[0] ?? 1,
      message: `${obsolete.length} lines are marked as obsolete (#~); they are not read.`,
    });
  }
  const entries = messages.flatMap((message): TextEntry[] => {
    if (message === header) return [];
    const read = readMessage(message, named.language);
    if ('key' in read) return [read];
    wrong.push(read);
    return [];
  });
  return { entries, problems: wrong };
}

function readMessage(message: PoMessage & { readonly line: number }, language: string): TextEntry | TextFileProblem {
  const { line, context, id, text, fuzzy = false, plural } = message;
  if (plural) return { line, message: 'This message has a plural (msgid_plural); texts of a flow have none.' };
  if (context === undefined) return { line, message: 'This message has no msgctxt, which names its text in the flow.' };
  return { line, key: context, language, original: id, text, fuzzy, marks: true };
}

function languageOf(flow: FlowDocument, name: string | undefined): { language: string } | { problem: string } {
  const [, ...languages] = languagesOf(flow);
  if (name === undefined || name === '') {
    return { problem: 'The file does not say its language: its header needs a line such as "Language: es_MX\\n".' };
  }
  const code = name.replaceAll('_', '-').replace(/[.@].*$/, '');
  const language = languages.find((one) => one.toLowerCase() === code.toLowerCase());
  if (language !== undefined) return { language };
  return { problem: `"${code}" is not a language of this flow.${suggestion(code, languages)}` };
}

function poCode(language: string): string {
  return language.replaceAll('-', '_');
}
