import type { CallTest } from '../../shared/flow/call-test.ts';
import type { PhoneCall } from './call/types.ts';
import { uiStore } from './index.ts';
import { phoneStore } from './phone.ts';
import { testsStore } from './tests.ts';

export interface SavedCall {
  readonly test: CallTest;
  /** What the call was answered and the test cannot keep, a sentence each. */
  readonly lost: readonly string[];
}

/** Makes the call that is over a test of the flow, and shows the tests. @returns undefined where the tests say why not */
export async function saveCallAsTest(name: string): Promise<SavedCall | undefined> {
  const { call, from, line } = phoneStore.getState();
  const rehearsal = line()?.rehearsal;
  if (!call || !rehearsal) return undefined;
  const { recordRehearsal, lostAnswers } = await import('../../shared/rehearsal/record.ts');
  const test = testsStore.getState().add(recordRehearsal(rehearsal, { name, from: call.from || from }));
  uiStore.getState().showDrawer('tests');
  return test && { test, lost: lostAnswers(rehearsal) };
}

/** What a test of this call may be called: what the caller did in it. */
export function nameForCall({ lines }: Pick<PhoneCall, 'lines'>): string {
  const did = lines.filter(({ who }) => who === 'caller').map(({ text }) => text.replace(/ \(nothing listens\)$/, ''));
  const parts: string[] = [];
  for (const text of did) {
    const last = parts.at(-1);
    if (text.startsWith('“')) parts.push(`says ${text}`);
    else if (last?.startsWith('presses ')) parts[parts.length - 1] = `${last} ${text}`;
    else parts.push(`presses ${text}`);
  }
  if (parts.length === 0) return 'Says and presses nothing';
  const words = parts.join(', ');
  const short = words.length > MOST ? `${words.slice(0, MOST - 1)}…` : words;
  return `${short.charAt(0).toUpperCase()}${short.slice(1)}`;
}

const MOST = 60;
