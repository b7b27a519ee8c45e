import type { DoctorDeps } from './deps.ts';
import { fix, type Note } from './finding.ts';
import { inquire } from './inquire.ts';
import { ask } from './request.ts';

/** Seconds by which the clock may be wrong before something goes wrong. */
const LIMITS = { warning: 30, error: 300 };

/** This machine's clock beside Twilio's, or beside that of whoever answers at the public address. */
export async function checkClock(deps: DoctorDeps): Promise<readonly Note[]> {
  const reading = (await readTwilio(deps)) ?? (await readPublicAddress(deps));
  if (!reading) {
    return [
      {
        code: 'clock-unchecked',
        status: 'unknown',
        title: 'The clock could not be compared',
        seen: 'Neither Twilio nor the public address told the time.',
      },
    ];
  }
  const { ahead, whose } = reading;
  const seconds = Math.round(Math.abs(ahead));
  if (seconds < LIMITS.warning) {
    return [
      {
        code: 'clock',
        status: 'ok',
        title: 'The clock is right',
        seen: `It agrees with ${whose} to within ${Math.max(1, seconds)} s.`,
      },
    ];
  }
  return [
    {
      code: 'clock-wrong',
      status: seconds >= LIMITS.error ? 'error' : 'warning',
      title: 'The clock is wrong',
      seen: `This machine is ${span(seconds)} ${ahead > 0 ? 'ahead of' : 'behind'} ${whose}.`,
      why: 'Opening hours, the times in the log and the tokens of a browser’s phone go by this clock; certificates are judged by it.',
      fix: fix('Let the machine keep its time by itself:', 'sudo timedatectl set-ntp true'),
    },
  ];
}

interface Reading {
  /** Seconds that this machine is ahead. */
  readonly ahead: number;
  readonly whose: string;
}

async function readTwilio({ settings, client, now }: DoctorDeps): Promise<Reading | undefined> {
  const credentials = settings.credentials();
  const began = now();
  const answer = await inquire(async () => {
    const twilio = await client(credentials);
    // Whatever it answers, it tells the time.
    return twilio.request({
      method: 'get',
      uri: `https://api.twilio.com/2010-04-01/Accounts/${credentials.accountSid}.json`,
    });
  });
  if (!answer.ok) return undefined;
  return reading((answer.value.headers as { date?: unknown } | undefined)?.date, began, now(), 'Twilio');
}

async function readPublicAddress({ settings, network, limits, now }: DoctorDeps): Promise<Reading | undefined> {
  const { url: base } = settings.publicUrl();
  if (base === null) return undefined;
  const origin = new URL(base);
  const resolved = await network.resolve(origin.hostname);
  if (resolved.kind !== 'found') return undefined;
  const { addresses } = resolved;
  const path = `${base.slice(origin.origin.length)}/healthz`;
  const began = now();
  const quick = { connectMs: limits.connectMs, totalMs: limits.connectMs };
  const outcome = await ask({ origin, addresses, method: 'GET', path, headers: {}, body: '', limits: quick });
  return outcome.kind === 'answer' ? reading(outcome.headers.date, began, now(), 'the public address') : undefined;
}

function reading(date: unknown, began: number, ended: number, whose: string): Reading | undefined {
  const there = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  // The header counts whole seconds, cut off.
  return Number.isNaN(there) ? undefined : { ahead: ((began + ended) / 2 - there - 500) / 1000, whose };
}

function span(seconds: number): string {
  return seconds < 120
    ? `${seconds} seconds`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} minutes`
      : `${Math.round(seconds / 3600)} hours`;
}
