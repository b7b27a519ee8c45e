import { elementSpec } from '../../twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../../twiml/element.ts';
import { Attributes } from '../attributes.ts';
import type { VerbRun } from '../types.ts';
import { addressOf } from './addresses.ts';
import type { DialAttributes } from './attributes.ts';
import { callerId } from './caller-id.ts';
import { textOf } from './nouns.ts';

/** Somebody to call. */
export interface Target {
  /** The noun; plain text became a Number. */
  readonly noun: TwimlElement;
  readonly attributes: Attributes;
  readonly to: string;
  readonly from: string;
  readonly passes: Readonly<Record<string, string>>;
}

/** What a Dial is to do: nothing is left to call where what it names is wrong. */
export type DialPlan =
  | { readonly kind: 'room'; readonly tag: 'Conference' | 'Queue'; readonly noun: TwimlElement }
  | { readonly kind: 'calls'; readonly targets: readonly Target[] };

/** Reads what a Dial names, and warns of what is wrong with it. https://www.twilio.com/docs/voice/twiml/dial#dial-nouns */
export function readPlan(run: VerbRun, dial: DialAttributes): DialPlan {
  const nouns = nounsOf(run);
  const alone = nouns.find(({ tag }) => ALONE.has(tag));
  if (alone && nouns.length > 1) {
    const code = alone.tag === 'Conference' ? 13000 : 13215;
    warn(run, code, `${alone.tag} cannot be dialled together with others.`);
    return { kind: 'calls', targets: [] };
  }
  if (alone?.tag === 'Conference' || alone?.tag === 'Queue') return { kind: 'room', tag: alone.tag, noun: alone };
  if (nouns.length > MOST) warn(run, 13215, `${nouns.length} nouns are too many; the first ${MOST} are dialled.`);
  return { kind: 'calls', targets: nouns.slice(0, MOST).flatMap((noun) => targetOf(run, dial, noun)) };
}

const SPEC = elementSpec('Dial', 'Response');
const NOUNS: ReadonlySet<string> = new Set(SPEC?.children);
const ALONE: ReadonlySet<string> = new Set(SPEC?.childRules?.alone);
const MOST = SPEC?.childRules?.max ?? 10;

function nounsOf(run: VerbRun): readonly TwimlElement[] {
  const children = run.element.children.filter((child) => typeof child !== 'string');
  if (children.length === 0) return [element('Number', {}, textOf(run.element))];
  for (const { tag } of children) if (!NOUNS.has(tag)) warn(run, 13215, `${tag} may not be nested in it.`);
  return children.filter(({ tag }) => NOUNS.has(tag));
}

/** One target, or none where it cannot be called. */
function targetOf(run: VerbRun, dial: DialAttributes, noun: TwimlElement): readonly Target[] {
  const { leg, exchange, document } = run;
  const address = addressOf(noun, leg, exchange);
  for (const { code, message } of address.faults) warn(run, code, `${noun.tag}: ${message}.`);
  if (!address.ok) return [];
  const caller = callerId(dial.callerId, noun.tag, leg);
  if (!caller.ok) {
    warn(run, caller.fault.code, `${caller.fault.message}.`);
    return [];
  }
  const { to, passes } = address;
  return [{ noun, attributes: new Attributes(noun, 'Dial', leg, document), to, from: caller.from, passes }];
}

function warn(run: VerbRun, code: number, message: string): void {
  run.leg.emit({ kind: 'warning', code, message: `Dial: ${message}` });
}
