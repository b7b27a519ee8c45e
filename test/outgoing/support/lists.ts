import { expect } from 'vitest';
import type { OutgoingCallView, OutgoingListView } from '../../../shared/api/outgoing.ts';
import { type Answer, type ApiServer, startApi } from '../../api/support/server.ts';
import { ACCOUNT, AUTH_TOKEN, restNumber } from '../../twilio-api/makers.ts';
import { startTwilioApi, type TwilioApi } from '../../twilio-api/stand-in.ts';
import { bySid } from '../../twilio-api/state.ts';
import { reminder } from './flow.ts';

type State = keyof OutgoingListView['counts'];

/** The API beside a stand-in of Twilio, with a flow that is published, and words to talk about lists of calls. */
export class Lists {
  readonly twilio: TwilioApi;
  api: ApiServer;
  readonly #env: Record<string, string>;
  #next = 0;

  private constructor(twilio: TwilioApi, env: Record<string, string>, api: ApiServer) {
    this.twilio = twilio;
    this.#env = env;
    this.api = api;
  }

  /** @param place the data folder, where it is to outlive a server */
  static async start(place?: string): Promise<Lists> {
    const twilio = await startTwilioApi({ state: { incoming_phone_numbers: bySid(restNumber(1)) } });
    const env = {
      TWILIO_ACCOUNT_SID: ACCOUNT,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      PUBLIC_BASE_URL: 'https://calls.example.com',
      TWILIO_API_URL: twilio.url,
    };
    const lists = new Lists(twilio, env, await startApi(env, place));
    await lists.api.ask('POST', '/flows', { body: { document: reminder } });
    await lists.api.ask('POST', '/flows/reminder/publish', { body: {}, revision: 1 });
    return lists;
  }

  /** The next server on the same data. */
  async restart(): Promise<void> {
    await this.api.close();
    this.api = await startApi(this.#env, this.api.folder);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.twilio.close();
  }

  /** Before each test: Twilio has no calls, and lets everything through. */
  async reset(): Promise<void> {
    this.twilio.heal();
    this.twilio.state.calls.clear();
    await this.limits({});
  }

  limits(more: object): Promise<Answer> {
    const body = { countries: null, callsPerDay: 100_000, callsPerSecond: 100, ...more };
    return this.api.ask('PUT', '/outgoing/settings', { body });
  }

  /** Numbers that no other list has. */
  numbers(count: number): string[] {
    return Array.from({ length: count }, () => `+1555${String(3_000_000 + this.#next++)}`);
  }

  create(more: object, path = '/outgoing/lists'): Promise<Answer> {
    return this.api.ask('POST', path, {
      body: { flow: 'reminder', from: '+15550100101', concurrency: 50, callsPerSecond: 100, ...more },
    });
  }

  call(more: object = {}): Promise<Answer> {
    return this.api.ask('POST', '/outgoing/calls', {
      body: { flow: 'reminder', from: '+15550100101', to: '+15550100199', ...more },
    });
  }

  async look(id: string): Promise<OutgoingListView> {
    return (await this.api.ask('GET', `/outgoing/lists/${id}`)).body;
  }

  act(id: string, what: string): Promise<Answer> {
    return this.api.ask('POST', `/outgoing/lists/${id}/${what}`);
  }

  async items(id: string, state = ''): Promise<OutgoingCallView[]> {
    return (await this.api.ask('GET', `/outgoing/calls?limit=500&list=${id}${state && `&state=${state}`}`)).body.calls;
  }

  /** How often each of the numbers was called. */
  called(to: readonly string[]): number[] {
    return to.map((number) => [...this.twilio.state.calls.values()].filter((row) => row.to === number).length);
  }

  /** What Twilio was asked for so often. */
  asked(operation: string) {
    return this.twilio.requests.filter((request) => request.operation === operation);
  }

  counted(id: string, state: State) {
    return expect.poll(async () => (await this.look(id)).counts[state], { timeout: 15_000 });
  }

  /** The same, while minutes pass. */
  inTime(id: string, state: State) {
    return expect.poll(
      async () => {
        this.api.later(30_000);
        return (await this.look(id)).counts[state];
      },
      { timeout: 30_000, interval: 200 },
    );
  }
}

export function csvOf(to: readonly string[]): string {
  return ['To,name', ...to.map((number) => `${number},Ann`)].join('\r\n');
}
