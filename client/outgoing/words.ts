import type { OutgoingListView, OutgoingState } from '../../shared/api/outgoing.ts';
import { inEnvironment } from '../../shared/flow/environments.ts';
import { formatTime } from '../ui/format.ts';

/** States in the order of a call's life, with what people call them. */
export const STATES: readonly { readonly state: OutgoingState; readonly words: string; readonly kind: Kind }[] = [
  { state: 'planned', words: 'not called yet', kind: 'todo' },
  { state: 'calling', words: 'being placed', kind: 'on' },
  { state: 'placed', words: 'placed', kind: 'on' },
  { state: 'ringing', words: 'ringing', kind: 'on' },
  { state: 'in-progress', words: 'on the line', kind: 'on' },
  { state: 'completed', words: 'answered', kind: 'good' },
  { state: 'busy', words: 'busy', kind: 'bad' },
  { state: 'no-answer', words: 'nobody answered', kind: 'bad' },
  { state: 'failed', words: 'failed', kind: 'bad' },
  { state: 'canceled', words: 'not called', kind: 'left' },
  { state: 'unknown', words: 'not known', kind: 'unknown' },
];

/** What a state means for the whole: for colours and bars. */
export type Kind = 'todo' | 'on' | 'good' | 'bad' | 'left' | 'unknown';

export function stateWords(state: OutgoingState): string {
  return STATES.find((one) => one.state === state)?.words ?? state;
}

export function stateKind(state: OutgoingState): Kind {
  return STATES.find((one) => one.state === state)?.kind ?? 'todo';
}

/** How many calls of a list are of a kind. */
export function countOf({ counts }: OutgoingListView, kind: Kind): number {
  return STATES.filter((one) => one.kind === kind).reduce((sum, { state }) => sum + counts[state], 0);
}

/** The flow that people are called through, and where it runs. */
export function placeWords({ flow, environment }: Pick<OutgoingListView, 'flow' | 'environment'>): string {
  return `${flow}${inEnvironment(environment)}`;
}

/** Where a call-back is, in a sentence. */
export function callbackWords(list: OutgoingListView): string {
  const { counts, total, status, waits, reason } = list;
  if (counts.completed > 0) return total > 1 ? `Answered, at try ${total}.` : 'Answered.';
  if (status === 'canceled') return 'Canceled.';
  if (counts.unknown > 0) return 'Nobody knows whether it was called.';
  if (status === 'paused') return `Paused.${reason ? ` ${reason}` : ''}`;
  if (status === 'done') {
    if (counts.failed > 0) return 'It could not be called.';
    return total > 1 ? `Nobody answered ${total} times.` : 'Nobody answered.';
  }
  if (countOf(list, 'on') > 0) return 'Being called.';
  const tried = total > 1 ? `Nobody answered yet; try ${total} of ${list.tries} comes next. ` : '';
  if (!waits) return `${tried}Is called next.`;
  if (waits.for === 'time' && waits.until !== null) return `${tried}Is called ${formatTime(waits.until)}.`;
  return `${tried}Waits. ${waits.reason}${waits.until === null ? '' : ` Goes on ${formatTime(waits.until)}.`}`;
}

/** Where a list is, in a sentence. */
export function progressWords(list: OutgoingListView): string {
  if (list.kind === 'callback') return callbackWords(list);
  const done = list.total - countOf(list, 'todo') - countOf(list, 'on');
  if (list.status === 'done') return `Done: ${people(list.total)} called.`;
  if (list.status === 'canceled') return `Canceled after ${done} of ${list.total}.`;
  if (list.status === 'paused') return `Paused at ${done} of ${list.total}.${list.reason ? ` ${list.reason}` : ''}`;
  if (list.waits) {
    const until = list.waits.until === null ? '' : ` Goes on ${formatTime(list.waits.until)}.`;
    return `Waits at ${done} of ${list.total}. ${list.waits.reason}${until}`;
  }
  const on = countOf(list, 'on');
  return `${done} of ${list.total} done${on > 0 ? `, ${on} under way` : ''}.`;
}

/** Whether something of it may still change. */
export function isLive(list: OutgoingListView): boolean {
  return list.status === 'running' || countOf(list, 'on') > 0;
}

export function people(count: number): string {
  return count === 1 ? '1 person' : `${count.toLocaleString('en')} people`;
}

/** A value of a variable, objects and lists as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}
