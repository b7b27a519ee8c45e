import type { AnyBlock } from '../block.ts';
import type { CalledVersions } from '../engine/called-versions.ts';
import type { TurnResult } from '../engine/types.ts';
import type { Environment } from '../flow/environments.ts';
import type { FlowDocument, Json } from '../flow/types.ts';
import type { Pretence } from './pretend.ts';
import type { PathStep, Rehearsal } from './rehearsal.ts';
import type { ScriptResult } from './script-caller.ts';

/** What tests are run with. */
export interface RunTestOptions extends Pick<Pretence, 'runCode'> {
  readonly flow: FlowDocument;
  readonly types: ReadonlyMap<string, AnyBlock>;
  /** Versions of other flows that the flow can go through. */
  readonly called?: CalledVersions | undefined;
  /** The flow's own id, by which it may call itself. */
  readonly self?: string | undefined;
  /** What templates see as `env` where the test says nothing else. */
  readonly env?: Environment | undefined;
}

/** What came of a test. */
export interface TestResult extends ScriptResult {
  readonly name: string;
  /** How long the call lasted, in seconds of its own time. */
  readonly seconds: number;
  readonly transcript: Rehearsal['transcript'];
  readonly path: readonly PathStep[];
  /** The flow's variables at the end. */
  readonly variables: Readonly<Record<string, Json>>;
  /** What the flow noted on the way, such as a text that could not be rendered. */
  readonly notes: readonly string[];
}

/** What a rehearsal left behind. */
export function tracesOf(rehearsal: Rehearsal): Pick<TestResult, 'transcript' | 'path' | 'variables' | 'notes'> {
  return {
    transcript: rehearsal.transcript,
    path: rehearsal.path,
    variables: rehearsal.session?.variables ?? {},
    notes: rehearsal.app.turns.flatMap(({ result }) => notesOf(result)),
  };
}

function notesOf({ log, failure }: TurnResult): readonly string[] {
  const noted = log.flatMap(({ block, notes = [] }) => notes.map(({ message }) => `${block}: ${message}`));
  return failure ? [...noted, failure.message] : noted;
}
