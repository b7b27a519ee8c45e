import { flowIdFor } from '../../shared/api/flow-id.ts';
import type { FlowListView, FlowView, SavedDraft, VersionView } from '../../shared/api/flows.ts';
import type { NumberView, OperationView, PublishNumbers } from '../../shared/api/numbers.ts';
import type { Setup } from '../../shared/api/setup.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { entryUrl } from '../../shared/engine/links.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import type { ApiClient } from './api-client.ts';
import { type Command, type CommandArgs, CommandFailure } from './command.ts';
import { onlyFile, requireFlowFile } from './document.ts';
import { findNumbers } from './numbers/find.ts';
import { pinsOf, pinWords } from './pins.ts';
import { runningServer } from './server-option.ts';

/** `patchcord publish FILE --number N` */
export const publish: Command = {
  name: 'publish',
  usage: 'FILE [--number N]… [--voice] [--messaging] [--server URL] [--token T] [--flow ID] [--env ENV] [--note TEXT]',
  about: 'Publishes a flow file on a running server and points Twilio numbers at it.',
  options: {
    number: { type: 'string', multiple: true },
    voice: { type: 'boolean' },
    messaging: { type: 'boolean' },
    server: { type: 'string' },
    token: { type: 'string' },
    flow: { type: 'string' },
    env: { type: 'string' },
    note: { type: 'string' },
  },
  help: [
    '--number N        Number of the account (+1555…) or its SID (PN…); again for others, which are set all or none.',
    '                  Without it the URL to paste is printed.',
    '--voice           Point the calls of the numbers at the flow. The default, unless it only answers messages.',
    '--messaging       Point their messages at the flow.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
    '--flow ID         Flow to publish as; otherwise the id made of its name. It is made if there is none.',
    '--env ENV         Environment it is to run in, and that the numbers lead to; live if absent.',
    '--note TEXT       Kept with the version.',
  ],
  async run(args, io) {
    const { files, option } = args;
    const flow = requireFlowFile(onlyFile(files));
    const { api } = runningServer(args, io);
    const channels = channelsOf(args, flow);
    const environment = option('env') ?? LIVE;
    const wanted = args.given.flatMap(({ name, value }) => (name === 'number' && value !== undefined ? value : []));
    const draft = await storeDraft(api, flow, option('flow'));
    const note = option('note');
    const version = await api<VersionView>('POST', `/flows/${draft.id}/publish`, {
      body: { ...(note === undefined ? {} : { note }), ...(environment === LIVE ? {} : { environment }) },
      revision: draft.revision,
    });
    const pins = await pinsOf(api, version, environment);
    const setup = await api<Setup>('GET', '/setup');
    const channel = channels.voice ? 'voice' : 'messaging';
    const url = entryUrl(setup.publicBaseUrl ?? 'https://your-public-address', draft.id, channel, environment);
    const numbers = wanted.length === 0 ? [] : await assign(api, wanted, { flow: draft.id, environment }, channels);
    const names = numbers.map(({ phoneNumber }) => phoneNumber).join(', ');
    const paste = `Set a number's ${channel === 'voice' ? 'voice' : 'messaging'} URL to ${url} (POST).`;
    return {
      code: 0,
      text: `Published "${flow.name}" as ${draft.id}, version ${version.version}. ${names ? `${names} now ${numbers.length === 1 ? 'calls' : 'call'} it.` : paste}\n${pinWords(pins, version.version)}`,
      json: {
        ok: true,
        flow: draft.id,
        version: version.version,
        environment,
        url,
        number: numbers[0] ?? null,
        numbers,
        ...pins,
      },
    };
  },
};

interface Channels {
  readonly voice: boolean;
  readonly messaging: boolean;
}

/** What was asked for, or else what the flow answers: calls, or messages where it answers no calls. */
function channelsOf({ given }: CommandArgs, flow: FlowDocument): Channels {
  const asked = (name: string) => given.some((one) => one.name === name);
  if (asked('voice') || asked('messaging')) return { voice: asked('voice'), messaging: asked('messaging') };
  const { entries } = compileFlow(flow, blockTypes);
  const messaging = entries.has('incoming-message') && !entries.has('incoming-call');
  return { voice: !messaging, messaging };
}

async function storeDraft(
  api: ApiClient,
  flow: FlowDocument,
  id: string | undefined,
): Promise<{ id: string; revision: number }> {
  const { flows } = await api<FlowListView>('GET', '/flows');
  const wanted = id ?? flowIdFor(flow.name);
  const known = flows.find((candidate) => candidate.id === wanted);
  if (known) {
    const saved = await api<SavedDraft>('PUT', `/flows/${wanted}/draft`, { body: flow, revision: known.revision });
    return { id: wanted, revision: saved.revision };
  }
  if (id !== undefined)
    throw new CommandFailure('no-such-flow', `The server has no flow "${id}". Leave --flow out to make one.`);
  return api<FlowView>('POST', '/flows', { body: { document: flow } });
}

/** The flow is published by now, so whatever goes wrong says that. */
async function assign(
  api: ApiClient,
  wanted: readonly string[],
  place: Pick<PublishNumbers, 'flow' | 'environment'>,
  channels: Channels,
): Promise<readonly NumberView[]> {
  try {
    const found = await findNumbers(api, wanted);
    const chosen = found.map(({ sid }) => ({ sid, ...channels }));
    await api<OperationView>('POST', '/numbers/publish', { body: { ...place, numbers: chosen } });
    // They are set, whether or not they can be read once more.
    return await findNumbers(api, wanted).catch(() => found);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure(error.code, `${error.message} The flow is published.`, error.details);
  }
}
