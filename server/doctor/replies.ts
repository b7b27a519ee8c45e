import type { Surroundings } from './changes.ts';
import { fix, type Note } from './finding.ts';
import type { Trip } from './round-trip.ts';

/** Milliseconds after which callers notice the silence. */
const SLOW_MS = 2_000;

/** What happened to the answer of a request that arrived. */
export function answerNotes(
  { outcome, answer }: Pick<Trip, 'outcome' | 'answer'>,
  { base }: Surroundings,
): readonly Note[] {
  if (outcome.kind === 'failure') {
    const late = outcome.code === 'TIMEOUT';
    const seen = `The request came to this server at once, but ${late ? 'no answer came back in time' : `the connection broke before its answer was back (${outcome.code})`}.`;
    return [lost(seen)];
  }
  const { status, headers, body, took } = outcome;
  if (status !== 200) return [lost(`The request was answered with 200 here, but ${base} answered ${status} itself.`)];
  const notes: Note[] = [];
  const type = headers['content-type'] ?? '';
  if (headers['content-encoding'] !== undefined) {
    notes.push(
      altered(
        'answer-compressed',
        'warning',
        `It came back with Content-Encoding: ${headers['content-encoding']}, although nobody asked for it.`,
      ),
    );
  } else if (body.toString() !== answer) {
    notes.push(altered('answer-changed', 'error', 'Its text came back changed.'));
  }
  if (!/^(text|application)\/xml\b/.test(type)) {
    notes.push(
      altered(
        'answer-type',
        'error',
        `It came back as ${type || 'a document without Content-Type'} instead of text/xml.`,
      ),
    );
  }
  if (took > SLOW_MS) notes.push(slow(took));
  return notes;
}

function lost(seen: string): Note {
  return {
    code: 'answer-lost',
    status: 'error',
    title: 'Answers do not come back',
    seen,
    why: 'Callers hear nothing of what the flow says.',
    fix: fix(
      'Look at the proxy’s timeouts, limits and error pages. Twilio waits 15 seconds; the proxy should wait as long.',
      '# nginx\nproxy_read_timeout 20s;',
    ),
  };
}

/** https://www.twilio.com/docs/api/errors/12300: another type than XML, audio or text is refused. */
function altered(code: string, status: 'warning' | 'error', seen: string): Note {
  const say =
    'Let the proxy pass answers on as they are: turn off what minifies, injects scripts, hides addresses or compresses, at least below /voice/ and /messaging/.';
  return {
    code,
    status,
    title: 'The proxy changes answers',
    seen,
    why: 'Twilio reads TwiML strictly; what is changed on the way can end the call.',
    fix: fix(say),
  };
}

function slow(took: number): Note {
  return {
    code: 'slow',
    status: 'warning',
    title: 'The way through the public address is slow',
    seen: `The answer took ${(took / 1000).toFixed(1)} seconds.`,
    why: 'Callers wait that long at every step of a call; after 15 seconds Twilio gives up.',
    fix: fix('Look for what delays the requests: a far-away tunnel, a proxy that starts on demand, a scanner.'),
  };
}
