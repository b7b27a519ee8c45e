import type { HttpReply } from '../http/transport.ts';
import type { Leg } from '../leg.ts';
import type { World, WorldTime } from './world.ts';

/** What the people and servers outside do, as data; the first entry that fits counts, unless it says otherwise. */
export interface WorldScript {
  readonly answers?: readonly PhoneScript[];
  /** Seconds files play, by URL or its end; `null` where there is none. Others play 3 seconds. */
  readonly media?: Readonly<Record<string, number | null>>;
  /** Answers of other servers, by URL or its beginning; the longest that fits counts. */
  readonly http?: Readonly<Record<string, ScriptedReply>>;
  /** What Connect, Pay, Refer and the like come to, by tag. */
  readonly outcomes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What somebody who is called does. */
export interface PhoneScript {
  /** Number, client or SIP address; `*` or nothing fits everybody. */
  readonly to?: string;
  readonly does: 'answer' | 'busy' | 'no-answer' | 'fail';
  /** Seconds it rings before that; 3 unless said otherwise. */
  readonly after?: number;
  /** Seconds after the answer at which keys are pressed and things said. */
  readonly press?: string;
  readonly says?: string;
  /** Seconds they stay on the phone; 10 unless said otherwise, `null` until the other side hangs up. */
  readonly talks?: number | null;
  /**
   * What Twilio finds out about them beside that: `AnsweredBy`, `MachineDetectionDuration`, `SipResponseCode`,
   * `DialSipHeader_…`, or `ReferTransferTarget` with `ReferAfter` seconds.
   */
  readonly outcome?: Readonly<Record<string, string>>;
}

export interface ScriptedReply {
  readonly status?: number;
  readonly body?: string;
  readonly contentType?: string;
  readonly seconds?: number;
  /** No answer at all. */
  readonly failure?: 'connect' | 'refused' | 'host' | 'tls' | 'timeout';
}

/** A world that keeps to a script; without one, everybody answers after 3 seconds and hangs up after 10. */
export function scriptedWorld(script: WorldScript = {}): World {
  return {
    rings: (leg, time) => act(leg, time, phoneOf(script, leg)),
    media: (url) => {
      const known = Object.entries(script.media ?? {}).find(([address]) => url === address || url.endsWith(address));
      return known ? (known[1] ?? undefined) : 3;
    },
    http: ({ url }) => {
      const fitting = Object.entries(script.http ?? {}).filter(([address]) => url.startsWith(address));
      const [known] = fitting.sort(([one], [other]) => other.length - one.length);
      return known && replyOf(known[1]);
    },
    outcome: ({ about, leg }) => (leg.spec.parent && phoneOf(script, leg).outcome) ?? script.outcomes?.[about],
  };
}

function phoneOf({ answers }: WorldScript, leg: Leg): PhoneScript {
  return answers?.find(({ to }) => fits(to, leg.spec.to)) ?? { does: 'answer' };
}

function fits(pattern: string | undefined, to: string): boolean {
  return pattern === undefined || pattern === '*' || pattern === to;
}

function act(leg: Leg, time: WorldTime, script: PhoneScript): void {
  const { does, after = 3, press, says, talks = 10 } = script;
  if (does === 'no-answer') return;
  time.after(after, () => {
    if (does === 'busy') return leg.refuse();
    if (does === 'fail') return leg.fail();
    leg.pickUp();
    if (press !== undefined) time.after(1, () => leg.press(press));
    if (says !== undefined) time.after(1, () => leg.say(says));
    if (talks !== null) time.after(talks, () => leg.hangUp());
  });
}

function replyOf({ status = 200, body = '', contentType = 'text/xml', seconds, failure }: ScriptedReply): HttpReply {
  const took = seconds === undefined ? {} : { seconds };
  if (failure) return { ok: false, failure, message: `The script says: ${failure}`, ...took };
  return { ok: true, status, body, headers: { 'content-type': contentType }, ...took };
}
