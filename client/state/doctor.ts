import { createStore } from 'zustand/vanilla';
import { CHECK_GROUPS, type CheckGroup, type Finding, type FixAction, worstOf } from '../../shared/api/doctor.ts';
import { NUMBERS_AT_ONCE } from '../../shared/api/numbers.ts';
import { addressOf } from '../../shared/engine/links.ts';
import { doctorApi } from '../api/doctor.ts';

/** One group of checks, from before it was asked for to what was found. */
export interface GroupState {
  readonly busy: boolean;
  /** What was found last; stays while it is looked at again. */
  readonly findings: readonly Finding[] | null;
  readonly error: Error | null;
}

export interface DoctorState {
  readonly groups: Readonly<Record<CheckGroup, GroupState>>;
  /** When the latest answer came; null before the first. */
  readonly checkedAt: number | null;
  /** The groups' order on the page: worst first, but never changed while somebody waits for one. */
  readonly order: readonly CheckGroup[];
}

const BEFORE: GroupState = { busy: false, findings: null, error: null };

/** What the doctor found, kept while somebody goes to another page to mend it. */
export const doctorStore = createStore<DoctorState>()(() => ({
  groups: Object.fromEntries(CHECK_GROUPS.map((group) => [group, BEFORE])) as unknown as DoctorState['groups'],
  checkedAt: null,
  order: CHECK_GROUPS,
}));

/** Looks at these groups, each by itself, so that what is quick shows first. */
export async function runDoctor(only: readonly CheckGroup[] = CHECK_GROUPS): Promise<void> {
  await Promise.all(only.filter((group) => !doctorStore.getState().groups[group].busy).map(runGroup));
  const { groups } = doctorStore.getState();
  if (CHECK_GROUPS.some((group) => groups[group].busy)) return;
  doctorStore.setState({ order: worstFirst(groups) });
}

/** The step that points a number at a flow. */
export type PointStep = Extract<FixAction, { kind: 'point' }>;

/** Points numbers at their flows, those of each flow and environment in one go, and looks at the numbers again. @throws ApiFailure */
export async function pointNumbers(steps: readonly PointStep[]): Promise<void> {
  try {
    for (const address of new Set(steps.map(addressOf))) {
      const same = steps.filter((step) => addressOf(step) === address);
      const [{ flow, environment } = { flow: '' }] = same;
      const numbers = same.map(({ number: { phoneNumber: _, ...choice } }) => choice);
      for (let at = 0; at < numbers.length; at += NUMBERS_AT_ONCE)
        await doctorApi.point({ flow, environment, numbers: numbers.slice(at, at + NUMBERS_AT_ONCE) });
    }
  } finally {
    await runDoctor(['numbers']);
  }
}

async function runGroup(group: CheckGroup): Promise<void> {
  const set = (part: Partial<GroupState>): void =>
    doctorStore.setState(({ groups }) => ({ groups: { ...groups, [group]: { ...groups[group], ...part } } }));
  set({ busy: true, error: null });
  try {
    const { findings, checkedAt } = await doctorApi.check(group);
    set({ busy: false, findings });
    doctorStore.setState({ checkedAt });
  } catch (error) {
    set({ busy: false, error: error instanceof Error ? error : new Error(String(error)) });
  }
}

function worstFirst(groups: DoctorState['groups']): readonly CheckGroup[] {
  const rank = (group: CheckGroup): number => {
    const { findings, error } = groups[group];
    if (error) return 0;
    return ['error', 'warning', 'unknown', 'ok'].indexOf(worstOf((findings ?? []).map(({ status }) => status)));
  };
  return [...CHECK_GROUPS].sort((a, b) => rank(a) - rank(b));
}
