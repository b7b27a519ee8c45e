import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { IMPORTABLE, whyNoFlow } from '../../shared/import/no-flow.ts';
import type { StudioSource } from '../../shared/import/studio/import-many.ts';
import { looksLikeStudio } from '../../shared/import/studio/looks-like.ts';
import { flowsApi } from '../api/flows.ts';
import { ApiFailure } from '../api/request.ts';
import { looksLikeTwiml } from '../state/paste-twiml.ts';
import { saveFile } from '../ui/save-file.ts';

/** Saves a flow's draft as a `.flow.json` file. */
export async function downloadFlow(id: string): Promise<void> {
  const { document: flow } = await flowsApi.get(id);
  saveFile(`${id}.flow.json`, 'application/json', writeFlow(flow));
}

/** What files that somebody chose or dropped come to. */
export type ChosenFiles =
  | { readonly kind: 'studio'; readonly sources: readonly StudioSource[] }
  | { readonly kind: 'twiml'; readonly xml: string; readonly name: string }
  | { readonly kind: 'flow'; readonly file: string; readonly text: string }
  | { readonly kind: 'none'; readonly reason: string };

/**
 * Reads files that become flows. Where one holds a flow of Twilio Studio all of them are imported from there, so that the import says
 * of each other file why it is none.
 */
export async function readFiles(files: readonly File[]): Promise<ChosenFiles> {
  const large = files.find(({ size }) => size > MOST);
  if (large) return none(`${large.name} was not imported. It is larger than ${MOST / 1_000_000} MB, as no flow is.`);
  const texts = await Promise.all(files.map((file) => file.text()));
  if (texts.some(looksLikeStudio)) {
    return {
      kind: 'studio',
      sources: files.map(({ name }, index) => ({ stem: stemOf(name), text: texts[index] ?? '' })),
    };
  }
  const [file] = files;
  const [text] = texts;
  if (file === undefined || text === undefined) return none('There is no file in it. Drop a file that holds a flow.');
  if (files.length > 1) return none('Only flows of Twilio Studio are imported several at once. Choose one file.');
  if (isTwimlFile(file) || looksLikeTwiml(text)) return { kind: 'twiml', xml: text, name: stemOf(file.name) };
  return { kind: 'flow', file: file.name, text };
}

/** Bytes of the largest file that is read: a document of Studio with the most there may be in it. */
const MOST = 5_000_000;

/** Makes a flow of a file's text. @returns its id @throws Error that says what is wrong with a file that is no flow */
export async function makeFlow({ file, text }: { readonly file: string; readonly text: string }): Promise<string> {
  try {
    const value: unknown = JSON.parse(text);
    const reason = whyNoFlow(value);
    if (reason !== undefined) throw new Error(reason);
    const { id } = await flowsApi.create({ document: value as FlowDocument });
    return id;
  } catch (error) {
    throw new Error(`${file} was not imported. ${reasonOf(error)}`);
  }
}

function none(reason: string): ChosenFiles {
  return { kind: 'none', reason };
}

function stemOf(name: string): string {
  return name.replace(/\.\w+$/, '');
}

/** Whether a file holds TwiML, by its name or its type. */
function isTwimlFile({ name, type }: File): boolean {
  return /\.(xml|twiml)$/i.test(name) || /\bxml$/.test(type);
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return `This is neither JSON nor TwiML. ${IMPORTABLE}`;
  if (!(error instanceof ApiFailure)) return error instanceof Error ? error.message : String(error);
  const [first] = error.problems;
  if (!first) return error.message;
  // The server's sentence holds the first problem already, but not where it is.
  return error.message.includes(first.message)
    ? `${error.message} (${first.path})`
    : `${error.message} ${first.path}: ${first.message}`;
}
