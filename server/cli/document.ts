import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readFlow } from '../../shared/document.ts';
import type { ParsedFlow } from '../../shared/flow/parse.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { looksLikeStudio } from '../../shared/import/studio/looks-like.ts';
import { CommandFailure, UsageError } from './command.ts';

/**
 * Reads a flow file.
 *
 * @throws UsageError where there is no such file or it cannot be opened
 */
export function readFlowFile(file: string): ParsedFlow {
  const bytes = readBytes(file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, problems: [{ code: 'not-json', path: '$', message: 'The file is not UTF-8 text.' }] };
  }
  const read = readFlow(text);
  const other = read.ok ? undefined : otherDocument(text, file);
  return other === undefined ? read : { ok: false, problems: [{ ...other, path: '$' }] };
}

/** What a text is that is no flow here but can be made one; undefined where it is neither. */
function otherDocument(text: string, file: string): { readonly code: string; readonly message: string } | undefined {
  if (/^\s*</.test(text)) {
    const message = `This looks like XML, not a flow. For a TwiML document: patchcord import ${file}`;
    return { code: 'not-json', message };
  }
  if (!looksLikeStudio(text)) return undefined;
  const message = `This is a flow of Twilio Studio, not one of Patchcord. Make it one first: patchcord import ${file}`;
  return { code: 'not-a-flow', message };
}

/** Reads a flow file for a command that cannot go on without it. @throws CommandFailure with every problem */
export function requireFlowFile(file: string): FlowDocument {
  const result = readFlowFile(file);
  if (result.ok) return result.flow;
  const lines = result.problems.map((problem) => `${file}: ${problem.path}: ${problem.message}`);
  throw new CommandFailure('bad-document', lines.join('\n'), { file, problems: result.problems });
}

/** The only file a command takes. @throws UsageError for none or several */
export function onlyFile(files: readonly string[], expected = 'a flow file, e.g. menu.flow.json'): string {
  const [file, ...more] = files;
  if (file === undefined) throw new UsageError(`Name ${expected}.`);
  if (more.length > 0) throw new UsageError(`One file is expected; ${files.length} were given.`);
  return file;
}

/** Finds out whether a file can be written later on, without touching it. @throws UsageError if not */
export function requireWritable(file: string): void {
  try {
    const there = existsSync(file);
    if (there && statSync(file).isDirectory()) throw new UsageError(`${file} is a folder; name a file.`);
    accessSync(there ? file : dirname(file), constants.W_OK);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** A file as it is. @throws UsageError where there is no such file or it cannot be opened */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`There is no file ${file}.`);
    if (code === 'EISDIR') throw new UsageError(`${file} is a folder; name a file.`);
    throw new UsageError(`${file} cannot be opened (${code}).`);
  }
}
