import type { Twilio } from 'twilio';
import type { ApiErrorProblem } from '../../../shared/api/errors.ts';
import type { Channel } from '../../../shared/api/numbers.ts';
import { blockTypes } from '../../../shared/blocks/index.ts';
import { readFlow } from '../../../shared/document.ts';
import { compileFlow } from '../../../shared/engine/compile.ts';
import { entryUrl } from '../../../shared/engine/links.ts';
import { LIVE } from '../../../shared/flow/environments.ts';
import { requireEnvironment } from '../../environments/require.ts';
import { ApiFailure } from '../../routes/failure.ts';
import type { EnvironmentStore } from '../../store/environments.ts';
import type { FlowStore } from '../../store/store.ts';
import { capabilitiesOf } from './capabilities.ts';
import { readServices } from './directory.ts';
import type { ChosenNumber } from './plan.ts';
import type { RunPlace } from './properties.ts';

/** @throws ApiFailure 404 or 409 unless callers, or who writes, would get an answer of the flow on these channels */
export async function requireAnswers(
  { flows, environments }: Stores,
  { flow: id, environment = LIVE }: RunPlace,
  channels: ReadonlySet<Channel>,
): Promise<void> {
  const flow = await flows.get(id);
  if (!flow) throw new ApiFailure(404, 'no-such-flow', `There is no flow "${id}".`);
  requireEnvironment(environment, (await environments.all()).environments);
  const runs = await flows.running(id, environment);
  const version = runs === null ? undefined : await flows.version(id, runs);
  if (!version) throw notRunning(flow.name, environment);
  const read = readFlow(version.document);
  if (!read.ok) throw new Error(`A published version cannot be read any more: ${read.problems[0]?.message}`);
  const { entries } = compileFlow(read.flow, blockTypes);
  for (const channel of channels) {
    if (entries.has(channel === 'voice' ? 'incoming-call' : 'incoming-message')) continue;
    const [what, start] =
      channel === 'voice' ? ['calls', 'when somebody calls'] : ['messages', 'when somebody writes a message'];
    const message = `The published version ${version.version} of "${flow.name}" does not answer ${what}: it has no Start that begins ${start}. Add one and publish.`;
    throw new ApiFailure(409, 'no-entry', message);
  }
}

interface Stores {
  readonly flows: FlowStore;
  readonly environments: EnvironmentStore;
}

function notRunning(name: string, environment: string): ApiFailure {
  const what =
    environment === LIVE
      ? `"${name}" is not published, so callers would hear nothing. Publish it first.`
      : `No version of "${name}" runs in "${environment}", so callers would hear nothing. Publish it there first.`;
  return new ApiFailure(409, 'not-published', what);
}

/** @throws ApiFailure 409 that names every number that cannot be given to a flow, and why */
export async function requireWirable(twilio: Twilio, chosen: readonly ChosenNumber[]): Promise<void> {
  const writing = chosen.filter(({ channels }) => channels.includes('messaging')).map(({ number }) => number);
  const services = await readServices(twilio, writing);
  const problems = chosen.flatMap(({ number, channels }, at) => {
    const found = channels.flatMap((channel) => obstacle(number, channel, services) ?? []);
    return found.map((problem) => ({ path: `$.numbers.${at}`, ...problem }));
  });
  const [first] = problems;
  if (!first) return;
  throw new ApiFailure(409, first.code, problems.map(({ message }) => message).join(' '), { problems });
}

/** @throws ApiFailure 409 with the URL that somebody could paste instead */
export function requirePublicUrl(base: string | null, { flow, environment }: RunPlace, channel: Channel): string {
  if (base !== null) return base;
  const url = entryUrl('https://your-public-address', flow, channel, environment);
  const what = channel === 'voice' ? 'voice URL' : 'messaging URL';
  const message = `Patchcord does not know its public address, so Twilio could not reach it. Enter it in Settings or set PUBLIC_BASE_URL; the number's ${what} will then be ${url}.`;
  throw new ApiFailure(409, 'no-public-url', message);
}

/** Without credentials a person can still do by hand what we cannot. */
export async function orSayUrl<T>(client: Promise<T>, url: string, channel: Channel): Promise<T> {
  try {
    return await client;
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.code !== 'no-credentials') throw error;
    const what = channel === 'voice' ? 'voice URL' : 'messaging URL';
    const message = `${error.message} Or paste ${url} as the number's ${what} (POST) in the Twilio console.`;
    throw new ApiFailure(409, error.code, message);
  }
}

function obstacle(
  number: ChosenNumber['number'],
  channel: Channel,
  services: Awaited<ReturnType<typeof readServices>>,
): (Omit<ApiErrorProblem, 'path'> & { code: string }) | undefined {
  const { phoneNumber, trunkSid } = number;
  const can = capabilitiesOf(number.capabilities);
  if (channel === 'voice') {
    if (!can.voice) return { code: 'no-calls', message: `${phoneNumber} cannot take calls.` };
    if (!trunkSid) return undefined;
    const message = `${phoneNumber} belongs to the SIP trunk ${trunkSid}. Take it off the trunk in the Twilio console first.`;
    return { code: 'number-on-trunk', message };
  }
  if (!can.sms && !can.mms) return { code: 'no-messages', message: `${phoneNumber} cannot take messages.` };
  const service = services.get(number.sid);
  if (!service) return undefined;
  const message = `The Messaging Service ${service.name} answers the messages of ${phoneNumber}, whatever the number's own webhook is. Take it out of the service's senders, or let the service defer to the sender's webhook, in the Twilio console first.`;
  return { code: 'number-in-service', message };
}
