import { flowIdFor } from '../../shared/api/flow-id.ts';
import type { FlowListView, FlowView, SavedDraft, VersionView } from '../../shared/api/flows.ts';
import type { NumberListView, NumberView } from '../../shared/api/numbers.ts';
import type { Setup } from '../../shared/api/setup.ts';
import { entryUrl } from '../../shared/engine/links.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { readConfig } from '../config.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { type Command, CommandFailure, UsageError } from './command.ts';
import { onlyFile, requireFlowFile } from './document.ts';
import { serverOf } from './server-option.ts';

/** `patchcord publish FILE --number N` */
export const publish: Command = {
  name: 'publish',
  usage: 'FILE [--number N] [--server URL] [--token T] [--flow ID] [--note TEXT]',
  about: 'Publishes a flow file on a running server and points a Twilio number at it.',
  options: {
    number: { type: 'string' },
    server: { type: 'string' },
    token: { type: 'string' },
    flow: { type: 'string' },
    note: { type: 'string' },
  },
  help: [
    '--number N        Number of the account (+1555…) or its SID (PN…). Without it the URL to paste is printed.',
    '--server URL      The running server; http://localhost:3000 (or PORT) if absent.',
    '--token T         Its PATCHCORD_TOKEN; read from the environment if absent.',
    '--flow ID         Flow to publish as; otherwise the id made of its name. It is made if there is none.',
    '--note TEXT       Kept with the version.',
  ],
  async run({ files, option }, io) {
    const flow = requireFlowFile(onlyFile(files));
    const config = readConfig(io.env);
    const token = option('token') ?? config.token;
    if (!token) throw new UsageError('A token is needed: set PATCHCORD_TOKEN as the server has it, or pass --token.');
    const api = createApiClient(serverOf(option('server'), config.port), token, io.fetch);
    const draft = await storeDraft(api, flow, option('flow'));
    const note = option('note');
    const version = await api<VersionView>('POST', `/flows/${draft.id}/publish`, {
      body: note === undefined ? {} : { note },
      revision: draft.revision,
    });
    const setup = await api<Setup>('GET', '/setup');
    const url = entryUrl(setup.publicBaseUrl ?? 'https://your-public-address', draft.id);
    const wanted = option('number');
    const number = wanted === undefined ? undefined : await assign(api, wanted, draft.id);
    const next = number ? `${number.phoneNumber} now calls it.` : `Set a number's voice URL to ${url} (POST).`;
    return {
      code: 0,
      text: `Published "${flow.name}" as ${draft.id}, version ${version.version}. ${next}\n`,
      json: { ok: true, flow: draft.id, version: version.version, url, number: number ?? null },
    };
  },
};

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

async function assign(api: ApiClient, wanted: string, flow: string): Promise<NumberView> {
  const { numbers } = await api<NumberListView>('GET', '/numbers');
  const plain = wanted.replace(/[\s().-]/g, '');
  const number = numbers.find((candidate) => candidate.phoneNumber === plain || candidate.sid === wanted);
  if (!number) {
    const known =
      numbers
        .map((candidate) => candidate.phoneNumber)
        .slice(0, 20)
        .join(', ') || 'none';
    throw new CommandFailure(
      'no-such-number',
      `The account has no number ${wanted}. It has ${known}. The flow is published.`,
    );
  }
  return api<NumberView>('PUT', `/numbers/${number.sid}/flow`, { body: { flow } });
}
