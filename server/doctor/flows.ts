import { setImmediate as turn } from 'node:timers/promises';
import type { Entry } from '../../shared/block.ts';
import { entryUrl } from '../../shared/engine/links.ts';
import { inEnvironment } from '../../shared/flow/environments.ts';
import { parseTwiml } from '../../shared/twiml/parse.ts';
import { validateTwiml } from '../../shared/twiml/validate.ts';
import { plainValues } from '../environments/held.ts';
import { missingIn } from '../environments/require.ts';
import { versionsBehind } from '../flows/called.ts';
import type { FlowStore } from '../store/store.ts';
import { compileDocument } from '../webhooks/compile.ts';
import { type LiveFlow, LiveFlows } from '../webhooks/live-flows.ts';
import type { DoctorDeps } from './deps.ts';
import { type Question, type Rehearsable, type Rehearsed, rehearse } from './dry-turn.ts';
import { counted, fix, type Note, reasonOf } from './finding.ts';

/** Milliseconds after which the first answer of a flow is too slow; Twilio itself waits 15 s. */
const SLOW_MS = 1_000;

/**
 * Asks every flow, in each environment where it runs, what it would answer a call and a fallback request, and whether all that
 * it names is there. Nothing is kept, and callers go first.
 */
export async function checkFlows({ store }: DoctorDeps): Promise<readonly Note[]> {
  if (!store) return [];
  const names = new Map((await store.flows.list()).map(({ id, name }) => [id, name]));
  const runs = await store.flows.runs();
  if (runs.length === 0) return [NONE];
  const { env, known } = plainValues(await store.environments.all());
  const flows = new LiveFlows(store.flows, compileDocument);
  const notes: Note[] = [];
  let slowest = 0;
  for (const { flow: id, environment, version } of runs) {
    await turn();
    const run = { id, name: names.get(id) ?? id, environment, version, env: env.get(environment) ?? {} };
    const { found, took, documents } = await checkRun(run, flows, store.flows);
    notes.push(...found, ...lacks(run, missingIn(documents, environment, known)));
    slowest = Math.max(slowest, took);
  }
  return notes.length > 0 ? notes : [allAnswer(new Set(runs.map(({ flow }) => flow)).size, slowest)];
}

/** A version where it runs. */
interface Run extends Rehearsable {
  readonly name: string;
}

/** A version that was published before bindings were may name what nobody has made. */
function lacks(run: Run, missing: ReturnType<typeof missingIn>): readonly Note[] {
  if (missing.length === 0) return [];
  return [
    {
      code: 'flow-lacks',
      status: 'error',
      title: `${titleOf(run)} names what ${run.environment} does not have`,
      seen: missing.map(({ message }) => message).join(' '),
      why: 'Callers hear nothing in its place, or the wrong number is called.',
      fix: fix('Set it on the page Environments.'),
    },
  ];
}

function titleOf({ name, environment }: Run): string {
  return `“${name}”${inEnvironment(environment)}`;
}

const NONE: Note = {
  code: 'flows-none',
  status: 'warning',
  title: 'No flow is published',
  seen: 'There is no flow of which a version runs.',
  why: 'Whoever calls hears the general fallback prompt.',
  fix: fix('Open a flow and press Publish.'),
};

function allAnswer(count: number, slowest: number): Note {
  const seen = `${counted(count, 'published flow answers', 'published flows answer')} with valid TwiML, and so does the fallback webhook; the slowest answer took ${Math.max(1, Math.round(slowest))} ms.`;
  return { code: 'flows', status: 'ok', title: 'Published flows answer', seen };
}

/** What a flow is asked, if it has one of these entries. */
const QUESTIONS: readonly (Question & { readonly of: readonly Entry[] })[] = [
  { of: ['incoming-call'], channel: 'voice', kind: 'entry' },
  { of: ['outgoing-call'], channel: 'voice', kind: 'outgoing' },
  { of: ['incoming-call', 'outgoing-call'], channel: 'voice', kind: 'fallback' },
  { of: ['incoming-message'], channel: 'messaging', kind: 'entry' },
  { of: ['incoming-message'], channel: 'messaging', kind: 'fallback' },
];

interface Looked {
  readonly found: readonly Note[];
  readonly took: number;
  /** JSON of the version, and of those of the flows it runs. */
  readonly documents: readonly string[];
}

async function checkRun(run: Run, flows: LiveFlows, store: FlowStore): Promise<Looked> {
  const unread = (why: string): Looked => ({ found: [broken(run, why)], took: 0, documents: [] });
  let flow: LiveFlow | undefined;
  let documents: Looked['documents'];
  try {
    flow = await flows.version(run.id, run.version);
    documents = (await versionsBehind(store, { [run.id]: run.version })).map(({ document }) => document);
  } catch (error) {
    return unread(`Its version ${run.version} cannot be read: ${reasonOf(error)}`);
  }
  if (!flow) return unread(`Its version ${run.version} is missing from the database.`);
  const notes: Note[] = [];
  let slowest = 0;
  for (const question of QUESTIONS) {
    if (!question.of.some((entry) => flow.compiled.entries.has(entry))) continue;
    await turn();
    const answer = await rehearse(flows, run, question);
    slowest = Math.max(slowest, answer.took);
    notes.push(...judge(run, question, answer));
  }
  return { found: notes, took: slowest, documents };
}

function judge(run: Run, { channel, kind }: Question, answer: Rehearsed): readonly Note[] {
  const path = `${entryUrl('', run.id, channel, run.environment)}${kind === 'entry' ? '' : `/${kind}`}`;
  const open = fix('Open the flow, see what its problems and its phone say, and publish it again.', undefined, {
    kind: 'flow',
    flow: run.id,
    name: run.name,
  });
  if (answer.failure !== undefined) {
    const seen = `${path}: ${answer.failure}`;
    const why = 'Callers hear the fallback prompt, and then the call ends.';
    return [
      { code: 'flow-fails', status: 'error', title: `${titleOf(run)} fails at its beginning`, seen, why, fix: open },
    ];
  }
  const wrong = wrongTwiml(answer.xml, channel);
  if (wrong !== undefined) {
    const seen = `${path} answers TwiML that Twilio would refuse: ${wrong}`;
    return [{ code: 'flow-twiml', status: 'error', title: `${titleOf(run)} answers bad TwiML`, seen, fix: open }];
  }
  if (answer.took <= SLOW_MS) return [];
  const seen = `${path} took ${(answer.took / 1000).toFixed(1)} seconds.`;
  const why = 'Callers wait in silence that long.';
  return [{ code: 'flow-slow', status: 'warning', title: `${titleOf(run)} answers slowly`, seen, why, fix: open }];
}

function wrongTwiml(xml: string, kind: 'voice' | 'messaging'): string | undefined {
  const parsed = parseTwiml(xml);
  if (!parsed.ok) return parsed.error.message;
  return validateTwiml(parsed.root, { kind, most: 20 }).find(({ severity }) => severity === 'error')?.message;
}

function broken(run: Run, seen: string): Note {
  const { id, name } = run;
  return {
    code: 'flow-unreadable',
    status: 'error',
    title: `${titleOf(run)} cannot be answered`,
    seen,
    why: 'Callers hear the general fallback prompt.',
    fix: fix('Publish the flow anew, or go back to an older version.', undefined, { kind: 'flow', flow: id, name }),
  };
}
