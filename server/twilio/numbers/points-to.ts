import type { IncomingPhoneNumberInstance } from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber.js';
import type { Channel, Destination, PointsTo } from '../../../shared/api/numbers.ts';
import { addressOf } from '../../../shared/engine/links.ts';
import { targetOf } from '../../../shared/engine/target.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import type { FlowSummary } from '../../store/store.ts';
import type { Directory } from './directory.ts';
import type { RunPlace } from './properties.ts';

/** What is needed to say where an address leads. */
export interface Surroundings {
  /** Public address of this server. */
  readonly base: string | null;
  readonly flows: ReadonlyMap<string, Pick<FlowSummary, 'name'>>;
  /** Version that new calls get, by the address of its flow: `menu`, `menu~staging`. */
  readonly runs: ReadonlyMap<string, number>;
  readonly directory: Directory;
}

/** What answers a channel of a number: trunks win over applications and applications over URLs, as at Twilio. */
export function pointsTo(number: IncomingPhoneNumberInstance, channel: Channel, around: Surroundings): PointsTo {
  const { applications, services } = around.directory;
  const service = channel === 'messaging' ? services.get(number.sid) : undefined;
  if (service)
    return { kind: 'service', sid: service.sid, name: service.name, to: destination(service.url, channel, around) };
  if (channel === 'voice' && number.trunkSid) return { kind: 'trunk', sid: number.trunkSid };
  const sid = channel === 'voice' ? number.voiceApplicationSid : number.smsApplicationSid;
  if (sid) {
    const known = applications.get(sid);
    const to = known ? destination(channel === 'voice' ? known.voiceUrl : known.smsUrl, channel, around) : null;
    return { kind: 'application', sid, name: known?.name ?? null, to };
  }
  return destination(channel === 'voice' ? number.voiceUrl : number.smsUrl, channel, around);
}

/** Flow that a webhook URL below our public address starts, and where it runs; undefined for any other URL. */
export function flowOfUrl(url: string | null, base: string | null, channel: Channel): RunPlace | undefined {
  const root = base === null ? undefined : `${base}/${channel}/`;
  if (!url || root === undefined || !url.startsWith(root)) return undefined;
  const target = targetOf(`/${channel}/${url.slice(root.length)}`);
  return target?.kind === 'entry' ? { flow: target.flow, environment: target.environment } : undefined;
}

/** A Studio flow's webhook. https://www.twilio.com/docs/studio/rest-api/v2/flow */
const STUDIO =
  /^https:\/\/webhooks\.twilio\.com\/v1\/Accounts\/AC[0-9a-fA-F]{32}\/Flows\/(FW[0-9a-fA-F]{32})(?:[/?#]|$)/;
/** What Twilio gives new numbers, such as https://demo.twilio.com/welcome/voice/. */
const DEMO = /^https?:\/\/demo\.twilio\.com(?:[/?#]|$)/i;

function destination(url: string | null, channel: Channel, { base, flows, runs }: Surroundings): Destination {
  if (!url) return { kind: 'none' };
  const place = flowOfUrl(url, base, channel);
  if (place) {
    const { flow, environment = LIVE } = place;
    const name = flows.get(flow)?.name ?? null;
    return { kind: 'flow', flow, name, environment, version: runs.get(addressOf(place)) ?? null };
  }
  const studio = STUDIO.exec(url)?.[1];
  if (studio !== undefined) return { kind: 'studio', flowSid: studio, url };
  return DEMO.test(url) ? { kind: 'demo', url } : { kind: 'url', url };
}
