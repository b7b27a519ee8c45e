import { nearest } from '../text/nearest.ts';
import { otherWidgets } from './catalogue/other.ts';
import type { WidgetSpec } from './catalogue/spec.ts';
import { voiceWidgets } from './catalogue/voice.ts';

/**
 * Every type of widget by the word that exports use. Twilio's widget library: https://www.twilio.com/docs/studio/widget-library.
 * Names of properties and events are those of real exports, which differ from what some catalogues say (`aliases`).
 */
export const WIDGETS: Readonly<Record<string, WidgetSpec>> = { ...otherWidgets, ...voiceWidgets };

/** The spec of a type; undefined for one that Studio does not have. */
export function widgetSpec(type: string): WidgetSpec | undefined {
  return Object.hasOwn(WIDGETS, type) ? WIDGETS[type] : undefined;
}

/** Today's type for one of the older dialect. */
export function typeOfLegacy(legacy: string): string | undefined {
  return Object.keys(WIDGETS).find((type) => WIDGETS[type]?.legacy === legacy);
}

/** The type that somebody meant who wrote one that Studio never had. */
export function nearestWidget(type: string): string | undefined {
  const word = type.toLowerCase().replace(/[\s_]+/g, '-');
  return (
    (Object.hasOwn(LOOKALIKES, word) ? LOOKALIKES[word] : undefined) ??
    nearest(word, Object.keys(WIDGETS)) ??
    byWords(word)
  );
}

/** The one type made of the words of a name and more (`voicemail-record`), or the longest of which the name says more (`send-message-sms`). */
function byWords(name: string): string | undefined {
  const words = name.split('-').filter((word) => word !== '');
  const types = Object.keys(WIDGETS).map((type) => ({
    type,
    parts: type.split('-').filter((part) => !/^v\d$/.test(part)),
  }));
  const more = types.filter(({ parts }) => words.length > 1 && words.every((word) => parts.includes(word)));
  if (new Set(more.map(({ parts }) => parts.join('-'))).size === 1) return more.at(-1)?.type;
  const less = types.filter(({ parts }) => parts.length > 1 && parts.every((part) => words.includes(part)));
  return less.sort((a, b) => b.parts.length - a.parts.length)[0]?.type;
}

/** Types that people and programs make up, by what they most likely mean; Studio has no widget that hangs up. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  'http-request': 'make-http-request',
  http: 'make-http-request',
  webhook: 'make-http-request',
  listen: 'gather-input-on-call',
  gather: 'gather-input-on-call',
  'gather-input': 'gather-input-on-call',
  connect: 'connect-call-to',
  dial: 'connect-call-to',
  'forward-call': 'connect-call-to',
  'text-to-speech': 'say-play',
  say: 'say-play',
  play: 'say-play',
  speak: 'say-play',
  function: 'run-function',
  'start-call-recording': 'record-call',
  'make-outgoing-connection': 'make-outgoing-call-v2',
  'make-outgoing-call': 'make-outgoing-call-v2',
  split: 'split-based-on',
  condition: 'split-based-on',
  voicemail: 'record-voicemail',
  record: 'record-voicemail',
  enqueue: 'enqueue-call',
  'send-sms': 'send-message',
  sms: 'send-message',
  'set-variable': 'set-variables',
  redirect: 'add-twiml-redirect',
  subflow: 'run-subflow',
  flex: 'send-to-flex',
  autopilot: 'send-to-auto-pilot',
  'conversation-relay': 'run-conversation-relay',
  message: 'send-message',
  'send-whatsapp': 'send-message',
  'wait-for-reply': 'send-and-wait-for-reply',
  payment: 'capture-payments',
  pay: 'capture-payments',
  queue: 'enqueue-call',
  stream: 'fork-stream',
  transfer: 'connect-call-to',
  'transfer-call': 'connect-call-to',
  'play-audio': 'say-play',
};
