import { createStore } from 'zustand/vanilla';
import { CALL_TEST_LIMITS, type CallStep, type CallTest } from '../../shared/flow/call-test.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { runsOf } from '../../shared/rehearsal/in-languages.ts';
import type { TestResult } from '../../shared/rehearsal/test-result.ts';
import { calledStore } from './called.ts';
import { type DocumentStore, documentStore } from './document.ts';
import { environmentsStore, valuesIn } from './environments.ts';

/** What came of a test, and the document it was run on. */
export interface RunResult extends TestResult {
  readonly document: FlowDocument;
  /** Each run, where the test stands for one in every language; the result itself is then the first that failed, if any. */
  readonly runs: readonly TestResult[];
}

/** The tests of the open flow: how they went last, and which one is looked at. The tests themselves are in the document. */
export interface TestsState {
  /** By the test as it was run: an edited test has not been run yet. */
  readonly results: ReadonlyMap<CallTest, RunResult>;
  readonly running: boolean;
  /** Why nothing could be run, or kept; a sentence for people. */
  readonly error: string | null;
  /** Index of the test that is shown. */
  readonly shown: number | null;
  /** Whether the canvas shows which blocks and exits the tests go through. */
  readonly coverage: boolean;

  show(index: number | null): void;
  setCoverage(coverage: boolean): void;
  /** Runs these, one after another, on the flow as it is now. */
  run(tests: readonly CallTest[]): Promise<void>;
  /** Puts a new test into the flow and shows it. Its name is made unlike the others. @returns it; undefined where there is no room */
  add(test: CallTest): CallTest | undefined;
  rename(index: number, name: string): void;
  setSteps(index: number, steps: readonly CallStep[]): void;
  /** Changes how the test begins: who calls when, in which language, what is made up. What is undefined is taken out. */
  change(index: number, patch: Partial<Omit<CallTest, 'name' | 'steps'>>): void;
  remove(index: number): void;
}

type Run = (test: CallTest, flow: FlowDocument) => Promise<TestResult>;

/** The phone and the engine come when the first test runs. */
const runLazily: Run = async (test, flow) => {
  const { runCallTest } = await import('./call/run.ts');
  const { view, tried } = environmentsStore.getState();
  const { called } = calledStore.getState();
  const self = documentStore.getState().flowId ?? undefined;
  return runCallTest(test, flow, { env: valuesIn(view, tried), called, self });
};

type Documents = Pick<DocumentStore, 'getState' | 'subscribe'>;

/** Tests of its own; the designer uses `testsStore`. */
export function createTestsStore(documents: Documents, run: Run = runLazily) {
  const store = createStore<TestsState>()((set, get) => ({
    results: new Map(),
    running: false,
    error: null,
    shown: null,
    coverage: false,
    show: (shown) => set({ shown }),
    setCoverage: (coverage) => set({ coverage }),
    run: async (tests) => {
      if (get().running) return;
      set({ running: true, error: null });
      const { document, opened } = documents.getState();
      try {
        for (const test of tests) {
          const runs: TestResult[] = [];
          for (const one of runsOf(test, document)) runs.push(await run(one, document));
          if (documents.getState().opened !== opened) return;
          const [first] = runs;
          const result = runs.find(({ passed }) => !passed) ?? first;
          if (result) set({ results: new Map(get().results).set(test, { ...result, document, runs }) });
        }
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        set({ error: `The tests could not be run. ${why}` });
      } finally {
        set({ running: false });
      }
    },
    ...editing(documents, set, get),
  }));
  documents.subscribe((state, before) => {
    if (state.opened !== before.opened) store.setState({ results: new Map(), error: null, shown: null });
  });
  return store;
}

/** The designer's tests. */
export const testsStore = createTestsStore(documentStore);

/** A document beyond the limits could not be saved any more. */
type Editing = Pick<TestsState, 'add' | 'rename' | 'setSteps' | 'change' | 'remove'>;

function editing(documents: Documents, set: (patch: Partial<TestsState>) => void, get: () => TestsState): Editing {
  const tests = (): readonly CallTest[] => documents.getState().document.tests;
  const put = (next: readonly CallTest[]): void => documents.getState().setTests(next);
  const edit = (index: number, patch: Partial<CallTest>): void =>
    put(tests().map((test, at) => (at === index ? { ...test, ...patch } : test)));
  return {
    add: (test) => {
      if (tests().length >= CALL_TEST_LIMITS.tests) {
        set({ error: `A flow keeps ${CALL_TEST_LIMITS.tests} tests at most; delete one first.` });
        return undefined;
      }
      const added = { ...test, name: freeName(tests(), test.name) };
      put([...tests(), added]);
      set({ shown: tests().length - 1, error: null });
      return added;
    },
    rename: (index, name) => {
      const before = tests()[index];
      const others = tests().filter((_, at) => at !== index);
      if (!before || name.trim() === '' || name.trim() === before.name) return;
      edit(index, { name: freeName(others, name.trim()) });
      const [result, after] = [get().results.get(before), tests()[index]];
      if (result && after) set({ results: new Map(get().results).set(after, result) });
    },
    setSteps: (index, steps) => edit(index, { steps: [...steps] }),
    change: (index, patch) => {
      const before = tests()[index];
      const after = before && patched(before, patch);
      if (after && JSON.stringify(after) !== JSON.stringify(before)) {
        put(tests().map((test, at) => (at === index ? after : test)));
      }
    },
    remove: (index) => {
      put(tests().filter((_, at) => at !== index));
      set({ shown: null });
    },
  };
}

/** Without the keys that are undefined: a document has none. */
function patched(test: CallTest, patch: Partial<CallTest>): CallTest {
  const entries = Object.entries({ ...test, ...patch }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as CallTest;
}

/** The name, with a number where another test has it; never longer than a document may hold. */
function freeName(tests: readonly CallTest[], name: string): string {
  const names = new Set(tests.map((test) => test.name));
  const numbered = (count: number): string => {
    const end = count === 1 ? '' : ` (${count})`;
    return name.slice(0, CALL_TEST_LIMITS.name - end.length) + end;
  };
  let count = 1;
  while (names.has(numbered(count))) count += 1;
  return numbered(count);
}
