import { isWithin } from '../flow/block-path.ts';
import type { CallExpectation } from '../flow/call-test.ts';
import type { Json } from '../flow/types.ts';
import type { SpokenPiece } from '../languages/spoken-row.ts';
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
  /** What must be heard of a row of the flow's texts, in the language of the call; undefined where it has no such row. */
  row(key: string): readonly SpokenPiece[] | undefined;
  /** Why callers heard the fallback prompt, if they did. */
  failure(): string | undefined;
}

/** What an expectation is judged by. */
export interface Scene {
  readonly events: readonly SeenEvent[];
  /** Index of the first event since the last action. */
  readonly mark: number;
  readonly cursor: Cursor;
  /** Index of the first event since the same was judged in vain; a call of many events is not searched again for each of them. */
  readonly since?: number;
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
  if ('hears' in step) return heard(scene, scene.flow?.row(step.hears));
  if ('plays' in step) return find(scene, (event) => event.kind === 'play' && endsWith(event.url, step.plays));
  if ('dials' in step) return dialled(scene, step.dials);
  if ('sends' in step) {
    const body = plain(step.sends);
    const fits = (event: PhoneEvent): event is Sms =>
      event.kind === 'sms' && (step.to === undefined || isParty(step.to, event.to)) && plain(event.body).includes(body);
    const beside = scene.events.slice(scene.mark).some(({ event }) => fits(event) && event.rest);
    return beside ? cursor : find(scene, fits);
  }
  if ('happens' in step) return happened(scene, step) ? cursor : undefined;
  if ('variable' in step) {
    const value = scene.undecided ? undefined : scene.flow?.variable(step.variable);
    return value !== undefined && textOf(value) === String(step.is) ? cursor : undefined;
  }
  if ('at' in step) return actsAt(scene, step.at) ? cursor : undefined;
  const ended =
    scene.over && scene.flow?.failure() === undefined && scene.flow?.last().some((id) => isWithin(id, step.endsAt));
  return ended ? cursor : undefined;
}

/** As a text that prints it says it. */
function textOf(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

type Sms = PhoneEvent & { readonly kind: 'sms' };

/** All pieces of a row, one after another. */
function heard(scene: Scene, pieces: readonly SpokenPiece[] = []): Cursor | undefined {
  if (pieces.length === 0) return undefined;
  // What was judged in vain before may hold the first pieces.
  const { since: _since, ...whole } = scene;
  return pieces.reduce<Cursor | undefined>(
    (cursor, piece) => cursor && judge(piece, { ...whole, cursor }),
    scene.cursor,
  );
}

/** Several things that are said one after another are one text. */
function said(scene: Scene, words: string): Cursor | undefined {
  const { events, cursor, since = 0 } = scene;
  const from = Math.max(cursor.event, since);
  let heard: string | undefined;
  for (let index = from; index < events.length; index++) {
    const text = textAt(scene, index);
    if (text === undefined) continue;
    heard = (heard ?? saidBefore(scene, from, words.length - 1)) + text;
    const at = heard.indexOf(words);
    const left = heard.length - at - words.length;
    if (at !== -1) return { event: index, offset: wholeText(scene, index).length - left, used: [] };
    heard = heard.slice(-words.length);
  }
  return undefined;
}

/** The last characters that were said before an event and are not used yet, with which words may begin. */
function saidBefore(scene: Scene, before: number, characters: number): string {
  let heard = '';
  for (let index = before - 1; index >= scene.cursor.event && heard.length < characters; index--) {
    heard = (textAt(scene, index) ?? '') + heard;
  }
  return heard.slice(Math.max(0, heard.length - characters));
}

/** What is said in an event and is not used yet. */
function textAt(scene: Scene, index: number): string | undefined {
  if (scene.events[index]?.event.kind !== 'say') return undefined;
  const text = wholeText(scene, index);
  return index === scene.cursor.event ? text.slice(scene.cursor.offset) : text;
}

function wholeText({ events }: Scene, index: number): string {
  const event = events[index]?.event;
  return event?.kind === 'say' ? plain(event.text) : '';
}

/** Everybody of one dial may be expected, in any order. */
function dialled({ events, cursor, since = 0 }: Scene, party: string): Cursor | undefined {
  for (let index = Math.max(cursor.event, since); index < events.length; index++) {
    const event = events[index]?.event;
    if (event?.kind !== 'dial') continue;
    const used = index === cursor.event ? cursor.used : [];
    const found = event.to.find((to) => isParty(party, to) && !used.includes(to));
    if (found !== undefined) return { event: index, offset: 0, used: [...used, found] };
  }
  return undefined;
}

function find({ events, cursor, since = 0 }: Scene, is: (event: PhoneEvent) => boolean): Cursor | undefined {
  for (let index = Math.max(cursor.event, since); index < events.length; index++) {
    const event = events[index]?.event;
    if (event && is(event)) return { event: index + 1, offset: 0, used: [] };
  }
  return undefined;
}

/** What goes on beside the talk keeps no order with it. */
function happened({ events, mark, since = 0 }: Scene, { happens, of }: HappensStep): boolean {
  for (let index = Math.max(mark, since); index < events.length; index++) {
    const event = events[index]?.event;
    if (event?.kind !== 'note' || event.what !== happens) continue;
    if (of === undefined || Object.values(event.details).includes(of)) return true;
  }
  return false;
}

type HappensStep = Extract<CallExpectation, { readonly happens: string }>;

/** The block acts now, or did since and has been left again. */
function actsAt({ events, mark, cursor, since = 0, undecided, flow }: Scene, block: string): boolean {
  const acting = flow?.block();
  if (!undecided && acting !== undefined && isWithin(acting, block)) return true;
  for (let index = Math.max(mark, cursor.event, since); index < events.length; index++) {
    const seen = events[index];
    if (seen?.block !== undefined && isWithin(seen.block, block) && ACTS.has(seen.event.kind)) return true;
  }
  return false;
}

const ACTS: ReadonlySet<PhoneEvent['kind']> = new Set(['verb', 'say', 'play', 'tones', 'dial', 'sms']);

function endsWith(url: string, end: string): boolean {
  return url.endsWith(end) || url.replace(/[?#].*$/s, '').endsWith(end);
}
