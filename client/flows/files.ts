import type { FlowDocument } from '../../shared/flow/types.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import type { StudioSource } from '../../shared/import/studio/import-many.ts';
import { looksLikeStudio } from '../../shared/import/studio/looks-like.ts';
import { flowsApi } from '../api/flows.ts';
import { ApiFailure } from '../api/request.ts';
import { goTo } from '../state/route.ts';
import { saveFile } from '../ui/save-file.ts';

/** Saves a flow's draft as a `.flow.json` file. */
export async function downloadFlow(id: string): Promise<void> {
  const { document: flow } = await flowsApi.get(id);
  saveFile(`${id}.flow.json`, 'application/json', writeFlow(flow));
}

/** Makes a flow of the chosen file and opens it; says what is wrong with a file that is no flow. */
export async function importFlow(file: File, fail: (message: string) => void): Promise<void> {
  try {
    const flow = await flowsApi.create({ document: JSON.parse(await file.text()) as FlowDocument });
    goTo({ page: 'designer', flow: flow.id });
  } catch (error) {
    fail(`${file.name} was not imported. ${reasonOf(error)}`);
  }
}

/**
 * The files as they are imported from Twilio Studio: all of them, if one holds a flow of it, so that the import says of each other
 * file why it is none; else none.
 */
export async function studioSources(files: readonly File[]): Promise<readonly StudioSource[]> {
  const read = await Promise.all(
    files.map(async (file) => ({ stem: file.name.replace(/\.\w+$/, ''), text: await file.text() })),
  );
  return read.some(({ text }) => looksLikeStudio(text)) ? read : [];
}

/** Whether a file holds TwiML, by its name or its type. */
export function isTwimlFile({ name, type }: File): boolean {
  return /\.(xml|twiml)$/i.test(name) || /\bxml$/.test(type);
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'It is not JSON. Choose a file that was downloaded from here (.flow.json).';
  if (!(error instanceof ApiFailure)) return String(error);
  const [first] = error.problems;
  if (!first) return error.message;
  // The server's sentence holds the first problem already, but not where it is.
  return error.message.includes(first.message)
    ? `${error.message} (${first.path})`
    : `${error.message} ${first.path}: ${first.message}`;
}
