import type { CallExpectation } from '../flow/call-test.ts';
import type { Json } from '../flow/types.ts';
import type { PhoneEvent } from '../phone/events.ts';
import { isParty, plain } from './plain.ts';

/** Up to where what was heard has been used by expectations; each looks on from where the one before it ended. */
export interface Cursor {
  /** Index of an event. */
  readonly event: number;
  /** Characters of its plain text that are used. */
  readonly offset: number;
  /** Parties of a dial that are used. */
  readonly used: readonly string[];
}

/** What expectations can see of the flow that is called. */
export interface FlowSight {
  /** Block that speaks, listens or acts now. */
  block(): string | undefined;
  /** People's name of a block. */
  nameOf(block: string): string;
  /** A variable, or a result such as `blocks.menu.Digits`; undefined where nothing is set. */
  variable(path: string): Json | undefined;
  /** Blocks that count as the last one of a call that is over. */
  last(): readonly string[];
  /** Why callers heard the fallback prompt, if they did. */
  failure(): string | undefined;
}

/** What an expectation is judged by. */
export interface Scene {
  readonly events: readonly SeenEvent[];
  /** Index of the first event since the last action. */
  readonly mark: number;
  readonly cursor: Cursor;
  readonly over: boolean;
  /** True while what the caller did last has not led anywhere yet. */
  readonly undecided: boolean;
  readonly flow: FlowSight | undefined;
}

/** An event, and the block that acted when it happened. */
export interface SeenEvent {
  readonly event: PhoneEvent;
  readonly block: string | undefined;
}

/** @returns the cursor behind what meets the expectation; undefined while nothing does */
export function judge(step: CallExpectation, scene: Scene): Cursor | undefined {
  const { cursor } = scene;
  if ('says' in step) return said(scene, plain(step.says));
  if ('plays' in step) return find(scene, (event) => event.kind === 'play' && endsWith(event.url, step.plays));
  if ('dials' in step) return dialled(scene, step.dials);
  if ('sends' in step) {
    const body = plain(step.sends);
    const fits = (to: string): boolean => step.to === undefined || isParty(step.to, to);
    return find(scene, (event) => event.kind === 'sms' && fits(event.to) && plain(event.body).includes(body));
  }
  if ('variable' in step) {
    const value = scene.undecided ? undefined : scene.flow?.variable(step.variable);
    return value !== undefined && String(value) === String(step.is) ? cursor : undefined;
  }
  if ('at' in step) return actsAt(scene, step.at) ? cursor : undefined;
  const ended = scene.over && scene.flow?.failure() === undefined && scene.flow?.last().includes(step.endsAt);
  return ended ? cursor : undefined;
}

/** Several things that are said one after another are one text. */
function said({ events, cursor }: Scene, words: string): Cursor | undefined {
  let heard = '';
  for (let index = cursor.event; index < events.length; index++) {
    const event = events[index]?.event;
    if (event?.kind !== 'say') continue;
    const text = plain(event.text);
    heard += index === cursor.event ? text.slice(cursor.offset) : text;
    const at = heard.indexOf(words);
    if (at !== -1) return { event: index, offset: text.length - (heard.length - at - words.length), used: [] };
  }
  return undefined;
}

/** Everybody of one dial may be expected, in any order. */
function dialled({ events, cursor }: Scene, party: string): Cursor | undefined {
  for (let index = cursor.event; index < events.length; index++) {
    const event = events[index]?.event;
    if (event?.kind !== 'dial') continue;
    const used = index === cursor.event ? cursor.used : [];
    const found = event.to.find((to) => isParty(party, to) && !used.includes(to));
    if (found !== undefined) return { event: index, offset: 0, used: [...used, found] };
  }
  return undefined;
}

function find({ events, cursor }: Scene, is: (event: PhoneEvent) => boolean): Cursor | undefined {
  const index = events.findIndex(({ event }, at) => at >= cursor.event && is(event));
  return index === -1 ? undefined : { event: index + 1, offset: 0, used: [] };
}

/** The block acts now, or did since and has been left again. */
function actsAt({ events, mark, cursor, undecided, flow }: Scene, block: string): boolean {
  if (!undecided && flow?.block() === block) return true;
  const from = Math.max(mark, cursor.event);
  return events.some(({ event, block: at }, index) => index >= from && at === block && ACTS.has(event.kind));
}

const ACTS: ReadonlySet<PhoneEvent['kind']> = new Set(['verb', 'say', 'play', 'tones', 'dial', 'sms']);

function endsWith(url: string, end: string): boolean {
  return url.endsWith(end) || url.replace(/[?#].*$/s, '').endsWith(end);
}
