import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { Channel, Drift } from '../../../shared/api/numbers.ts';
import { entryUrl } from '../../../shared/engine/links.ts';

/** Properties of a number by their REST names. An empty text means nothing is set; Twilio shows that as null or as an empty text. */
export type Settings = Readonly<Record<string, string>>;

/** A flow where it runs. */
export interface RunPlace {
  readonly flow: string;
  /** `live` if absent. */
  readonly environment?: string | undefined;
}

/**
 * What a flow takes over of a number, by channel. What stands in one group belongs together: a URL is nothing without its method.
 * `TrunkSid` is only watched: setting an application takes a number off its trunk.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource#update-an-incomingphonenumber-resource
 */
const GROUPS = {
  voice: [
    ['VoiceUrl', 'VoiceMethod'],
    ['VoiceFallbackUrl', 'VoiceFallbackMethod'],
    ['StatusCallback', 'StatusCallbackMethod'],
    ['VoiceApplicationSid', 'TrunkSid'],
    ['VoiceReceiveMode'],
  ],
  messaging: [['SmsUrl', 'SmsMethod'], ['SmsFallbackUrl', 'SmsFallbackMethod'], ['SmsApplicationSid']],
} as const satisfies Record<Channel, readonly (readonly string[])[]>;

/** The properties of a channel as they are at a number. */
export function settingsOf(number: IncomingPhoneNumberInstance, channel: Channel): Settings {
  const shown = number as unknown as Readonly<Record<string, unknown>>;
  const read = (name: string) => String(shown[fieldName(name)] ?? '');
  return Object.fromEntries(GROUPS[channel].flat().map((name) => [name, read(name)]));
}

/**
 * The properties that give a channel of a number to a flow.
 *
 * @param found what is there now: what need not change stays
 */
export function settingsFor(
  base: string,
  { flow, environment }: RunPlace,
  channel: Channel,
  found: Settings,
): Settings {
  const entry = entryUrl(base, flow, channel, environment);
  if (channel === 'messaging') {
    return {
      SmsUrl: entry,
      SmsMethod: 'POST',
      SmsFallbackUrl: `${entry}/fallback`,
      SmsFallbackMethod: 'POST',
      SmsApplicationSid: '',
    };
  }
  return {
    VoiceUrl: entry,
    VoiceMethod: 'POST',
    VoiceFallbackUrl: `${entry}/fallback`,
    VoiceFallbackMethod: 'POST',
    StatusCallback: `${entry}/status`,
    StatusCallbackMethod: 'POST',
    // While an application is set, Twilio ignores the URLs.
    VoiceApplicationSid: '',
    TrunkSid: '',
    // A number that receives faxes asks no voice URL. Most numbers have no such mode at all.
    VoiceReceiveMode: found.VoiceReceiveMode === 'fax' ? 'voice' : (found.VoiceReceiveMode ?? ''),
  };
}

/** What of `found` differs from what was set. */
export function driftOf(set: Settings, found: Settings): Drift[] {
  return Object.entries(set).flatMap(([property, value]) => {
    const now = found[property] ?? '';
    return now === value ? [] : [{ property, set: value, found: now }];
  });
}

/** Whether every property of `wanted` is as it should be. */
export function holds(wanted: Settings, found: Settings): boolean {
  return driftOf(wanted, found).length === 0;
}

/** For each property `one`, or `other` where somebody changed its group after `set` was set. */
export function byGroup(channel: Channel, set: Settings, found: Settings, one: Settings, other: Settings): Settings {
  const changed = new Set(driftOf(set, found).map(({ property }) => property));
  const pairs = GROUPS[channel].flatMap((group: readonly string[]) => {
    const source = group.some((name) => changed.has(name)) ? other : one;
    return group.map((name) => [name, source[name] ?? found[name] ?? ''] as const);
  });
  return Object.fromEntries(pairs);
}

/** The change that leads from `found` to `wanted`, as the official client takes it. Only what differs is sent. */
export function changeTo(wanted: Settings, found: Settings): Record<string, string> {
  const differing = driftOf(wanted, found).filter(({ property }) => property !== 'TrunkSid');
  return Object.fromEntries(differing.map(({ property, set }) => [fieldName(property), set]));
}

/** The official client writes `VoiceUrl` as `voiceUrl`. */
export function fieldName(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
