import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { importStudio, type StudioOptions, type StudioResult } from '../../../../shared/import/studio/import-studio.ts';

const OWN = new URL('../documents', import.meta.url).pathname;

/** The fixtures written for this project, by name. */
export const ownDocuments: Readonly<Record<string, string>> = documentsIn(OWN) ?? {};

const folder = process.env.CORPORA_DIR;

/** Flows that nobody on this project wrote, by name; undefined where they are not here. */
export const corpus = folder === undefined ? undefined : documentsIn(`${folder}/studio`);

/** Why the corpus is not there. */
export const noCorpus = folder === undefined ? 'CORPORA_DIR is not set' : `there is no folder ${folder}/studio`;

/** Imports a document that holds one flow. @throws Error where it cannot be imported */
export function imported(text: string, options: StudioOptions = {}): Extract<StudioResult, { ok: true }> {
  const [result, ...more] = importStudio(text, options);
  if (!result?.ok || more.length > 0) throw new Error(JSON.stringify(result));
  return result;
}

/** A definition with a trigger that leads calls to the first of these states. */
export function flowOf(states: readonly unknown[], event = 'incomingCall'): string {
  const [first] = states as readonly { readonly name?: string }[];
  const trigger = {
    name: 'Trigger',
    type: 'trigger',
    transitions: [{ event, next: first?.name }],
    properties: { offset: { x: 0, y: 0 } },
  };
  return JSON.stringify({ description: 'Test', states: [trigger, ...states], initial_state: 'Trigger', flags: {} });
}

/** A state with transitions by event; an empty target ends the branch. */
export function state(
  name: string,
  type: string,
  properties: Readonly<Record<string, unknown>>,
  transitions: Readonly<Record<string, string>> = {},
): unknown {
  const ways = Object.entries(transitions).map(([event, next]) => (next === '' ? { event } : { event, next }));
  return { name, type, properties, transitions: ways };
}

function documentsIn(path: string): Readonly<Record<string, string>> | undefined {
  if (!existsSync(path)) return undefined;
  const names = readdirSync(path).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(`${path}/${name}`, 'utf8')]));
}
