import { EFFECT_TIMES } from '../engine/late.ts';
import { CALL_TEST_LIMITS, type CallTest } from '../flow/call-test.ts';
import { sealedText } from '../template/sealed.ts';
import type { Asked } from './asked.ts';

type Answers = NonNullable<CallTest['http']>;
type Answer = Answers[string];

export interface RecordedAnswers {
  /** By the URL, in which secrets are named. */
  readonly http: Answers;
  /** What a test cannot keep of them, a sentence each. */
  readonly lost: readonly string[];
}

/** What a call was answered by other servers, or by people in their place, as a test keeps it. */
export function recordAnswers(requests: readonly Asked[]): RecordedAnswers {
  const http: Answers = {};
  const lost = new Set<string>();
  let room: number = CALL_TEST_LIMITS.answers;
  for (const asked of requests) {
    const url = sealedText(asked.effect.url);
    const answer = answerTo(asked);
    const before = Object.hasOwn(http, url) ? http[url] : undefined;
    if (before) {
      if (alike(before, answer)) http[url] = { ...before, ...longest(before, answer) };
      else lost.add(`${shown(url)} gave different answers. The test keeps the first one for all of them.`);
      continue;
    }
    room -= url.length + (answer.body?.length ?? 0);
    if (room < 0) {
      lost.add(
        `The answer of ${shown(url)} is not in the test: it keeps ${CALL_TEST_LIMITS.answers} characters at most.`,
      );
      continue;
    }
    http[url] = answer;
    if (tooSlow(asked)) {
      lost.add(`${shown(url)} took longer than the block waits. The test has it answer in time.`);
    }
  }
  return { http, lost: [...lost] };
}

/** Callers hear the same before the answer only where it takes as long. */
function answerTo({ effect, began, came }: Asked): Answer {
  // Whoever hung up first heard what those hear who wait in vain.
  if (!came || came.outcome.result === 'timeout') return { failure: 'timeout' };
  const took = Math.min(Math.round(came.at - began), effect.timeout * 1_000 - 1) / 1_000;
  const seconds = took > 0 ? { seconds: took } : {};
  if (came.outcome.result !== 'answered') return { failure: 'refused', seconds: took };
  const { status, contentType, body } = came.outcome;
  return { status, contentType: contentType.slice(0, CALL_TEST_LIMITS.text), body, ...seconds };
}

/** Whether the caller was put on hold for an answer that nobody waits for so long: people at the page may take their time. */
function tooSlow({ effect, began, came }: Asked): boolean {
  const most = effect.timeout * 1_000;
  return came !== undefined && most <= EFFECT_TIMES.hold && came.at - began > EFFECT_TIMES.hold;
}

function alike(one: Answer, other: Answer): boolean {
  const { seconds: _one, ...first } = one;
  const { seconds: _other, ...second } = other;
  return JSON.stringify(first) === JSON.stringify(second);
}

/** What is heard during a wait is missed in none that is longer. */
function longest({ seconds: one = 0 }: Answer, { seconds: other = 0 }: Answer): Pick<Answer, 'seconds'> {
  const seconds = Math.max(one, other);
  return seconds > 0 ? { seconds } : {};
}

function shown(url: string): string {
  return url.length > SHOWN ? `${url.slice(0, SHOWN)}…` : url;
}

const SHOWN = 80;
