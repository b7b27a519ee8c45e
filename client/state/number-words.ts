import type { Channel, Destination, LineView, NumberView, OperationView, PointsTo } from '../../shared/api/numbers.ts';
import { inEnvironment, LIVE } from '../../shared/flow/environments.ts';
import { formatPhone } from '../ui/format.ts';

/** What answers, in a few words: `Front desk, version 3`, `Studio flow FW…`, `nothing`. */
export function answererWords(points: PointsTo): string {
  switch (points.kind) {
    case 'application':
      return `TwiML app ${points.name ?? shortSid(points.sid)}${leading(points.to)}`;
    case 'trunk':
      return `SIP trunk ${shortSid(points.sid)}`;
    case 'service':
      return `Messaging Service ${points.name || shortSid(points.sid)}${leading(points.to)}`;
    default:
      return destinationWords(points);
  }
}

/** What an answer's few words leave out, for whoever looks closely: the whole address or SID. */
export function answererDetail(points: PointsTo): string | undefined {
  if (points.kind === 'flow' || points.kind === 'none') return undefined;
  return 'url' in points ? points.url : points.sid;
}

/** Properties as they are read: a URL with its method, and nothing that is empty beside it. */
export function settingLines(
  settings: Readonly<Record<string, string | null>>,
): (readonly [name: string, value: string])[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    if (name.endsWith('Method')) return [];
    const isUrl = name.endsWith('Url') || name === 'StatusCallback';
    if (!value) return isUrl ? [[name, '']] : [];
    const method = settings[`${name.replace(/Url$/, '')}Method`];
    return [[name, isUrl && method ? `${method} ${value}` : value]];
  });
}

/** A number as people know it: with the name it was given, where that is more than the number again. */
export function numberTitle({ phoneNumber, friendlyName }: Pick<NumberView, 'phoneNumber' | 'friendlyName'>): string {
  const name = ownName({ phoneNumber, friendlyName });
  return name === '' ? formatPhone(phoneNumber) : `${formatPhone(phoneNumber)} (${name})`;
}

/** The name somebody gave a number; empty where it is only the number again, as Twilio names new ones. */
export function ownName({ phoneNumber, friendlyName }: Pick<NumberView, 'phoneNumber' | 'friendlyName'>): string {
  const digits = friendlyName.replace(/[\s()+.-]/g, '');
  return /^\d+$/.test(digits) && phoneNumber.endsWith(digits) ? '' : friendlyName;
}

/** Whether a line is answered by a flow of this server where it runs, just as Patchcord set it. */
export function isSettled({ assigned }: LineView, flow: string, environment: string = LIVE): boolean {
  return (
    assigned?.flow === flow && assigned.environment === environment && assigned.drift.length === 0 && !assigned.outdated
  );
}

/** What keeps a line of a number from being pointed at a flow, mostly as the thing to do first; undefined where it can be. */
export function obstacleOf(number: NumberView, channel: Channel): string | undefined {
  const line = number[channel];
  if (!line.possible) return channel === 'voice' ? 'cannot take calls' : 'cannot take messages';
  if (number.operation !== null) return 'wait until the earlier change is over';
  if (line.pointsTo.kind === 'trunk') return 'take it off the trunk first';
  if (line.pointsTo.kind === 'service') return 'take it out of the service first';
  return undefined;
}

/**
 * What answered before Patchcord, by the REST names of what can be put back.
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export function formerWords(former: Readonly<Record<string, string | null>>): string {
  const application = former.VoiceApplicationSid || former.SmsApplicationSid;
  if (application) return `TwiML app ${shortSid(application)}`;
  const url = former.VoiceUrl || former.SmsUrl;
  if (!url) return 'nothing';
  const studio = STUDIO.exec(url)?.[1];
  return studio ? `Studio flow ${shortSid(studio)}` : shortUrl(url);
}

const STUDIO = /^https:\/\/webhooks\.twilio\.com\/v1\/Accounts\/\w+\/Flows\/(FW\w+)/;

export function channelWord(channel: Channel): string {
  return channel === 'voice' ? 'calls' : 'messages';
}

function destinationWords(to: Destination): string {
  switch (to.kind) {
    case 'flow':
      return `${to.name ?? to.flow}${inEnvironment(to.environment)}, ${versionWords(to)}`;
    case 'studio':
      return `Studio flow ${shortSid(to.flowSid)}`;
    case 'demo':
      return 'Twilio’s demonstration';
    case 'url':
      return shortUrl(to.url);
    case 'none':
      return 'nothing';
  }
}

/** `version 3`, or why none answers. */
export function versionWords({ environment, version }: Pick<FlowDestination, 'environment' | 'version'>): string {
  if (version !== null) return `version ${version}`;
  return environment === LIVE ? 'not published' : 'not running there';
}

type FlowDestination = Extract<Destination, { kind: 'flow' }>;

function leading(to: Destination | null): string {
  return to === null || to.kind === 'none' ? '' : ` → ${destinationWords(to)}`;
}

/** Beginning and end of a SID, enough to know it again: `FWa1b2…c3d4`. */
function shortSid(sid: string): string {
  return sid.length > 14 ? `${sid.slice(0, 6)}…${sid.slice(-4)}` : sid;
}

/** Without the scheme, which says nothing to a reader. */
function shortUrl(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '');
}

/** What became of one number in an operation, for a list of steps. */
export function stepOf(
  { sid, phoneNumber, channels, state, message }: OperationView['numbers'][number],
  { kind, running, flow, environment }: Pick<OperationView, 'kind' | 'running' | 'flow' | 'environment'>,
  flowName: string = flow ?? '',
) {
  const lines = channels.map(channelWord).join(' and ');
  const done =
    kind === 'publish'
      ? `${lines} go to “${flowName}”${inEnvironment(environment ?? LIVE)} now`
      : `${lines} are as they were before`;
  const details = {
    planned: running ? 'waits for its turn' : 'is untouched',
    sent: 'Twilio has not told yet whether it changed',
    done,
    undone: kind === 'publish' ? 'is as it was before' : `${lines} still go to their flow`,
    changed: 'was changed by somebody meanwhile and left alone',
  };
  const states = { planned: 'waiting', sent: 'busy', done: 'done', undone: 'undone', changed: 'failed' } as const;
  return {
    key: sid,
    state: states[state],
    title: formatPhone(phoneNumber),
    detail: details[state],
    remark: message ?? undefined,
  };
}
