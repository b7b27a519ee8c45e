import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVoiceHandler } from '../../../server/routes/voice.ts';
import { createDestinations } from '../../../server/services/http/destinations.ts';
import { createHttpClient } from '../../../server/services/http.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import type { Store } from '../../../server/store/store.ts';
import { createTwilioClient } from '../../../server/twilio/client.ts';
import { createMessageService } from '../../../server/twilio/messages.ts';
import type { EffectService } from '../../../server/webhooks/effects.ts';
import type { HttpEffect, MessageEffect } from '../../../shared/effect.ts';
import { plainAskingFlow } from './asking-flow.ts';
import { noEffects } from './no-effects.ts';
import { chattingFlow, compileStored, textingFlow } from './texting-flow.ts';
import { ACCOUNT, AUTH_TOKEN, PUBLIC_URL } from './twilio.ts';

/**
 * A server whose calls send messages and ask another server, in a process of its own that kills itself at one point of a turn;
 * prints its port. Arguments: the database, where Twilio's API and the other server are, the point: `begun` (written down, not
 * sent), `answered` (sent, not written down), `settled` (written down, the turn is not), `kept` (the turn is, its answer did not
 * leave), `held` (puts callers on hold at once), or none.
 */
const [, , file = '', api = '', other = '', point = ''] = process.argv;
const store = openSqlite(file);
const flows = {
  main: textingFlow(),
  chat: chattingFlow(),
  get: plainAskingFlow(other),
  post: plainAskingFlow(other, { method: 'POST' }),
};
for (const [id, flow] of Object.entries(flows)) {
  const document = JSON.stringify(flow);
  if (!(await store.flows.create({ id, name: id, document, now: 1 }))) continue;
  await store.flows.publish({ id, document, note: '', now: 1 });
}

/** The function, after which the process is gone. */
function deadly<A extends unknown[], R>(at: string, act: (...all: A) => Promise<R>): (...all: A) => Promise<R> {
  if (at !== point) return act;
  return async (...all) => {
    const result = await act(...all);
    process.kill(process.pid, 'SIGKILL');
    return result;
  };
}

const credentials = { source: null, accountSid: ACCOUNT, authToken: AUTH_TOKEN, apiKeySid: null, apiKeySecret: null };
const service = createMessageService({
  client: () => createTwilioClient(credentials, api),
  effects: store.effects,
  countries: async () => ['US'],
  now: Date.now,
});
const message: EffectService<MessageEffect> = { ...service, perform: deadly('answered', service.perform) };
const client = createHttpClient({
  destinations: createDestinations(['127.0.0.1']),
  secrets: { secret: () => undefined },
});
const http: EffectService<HttpEffect> = { ...client, perform: deadly('answered', client.perform) };
const { begin, settle } = store.effects;
const mortal: Store = {
  ...store,
  calls: { ...store.calls, append: deadly('kept', store.calls.append) },
  effects: { ...store.effects, begin: deadly('begun', begin), settle: deadly('settled', settle) },
};
const handler = createVoiceHandler({
  store: mortal,
  services: { ...noEffects, message, http },
  admit: async (to) => to,
  settings: { authToken: () => AUTH_TOKEN, accountSid: () => ACCOUNT, publicUrl: () => PUBLIC_URL },
  compile: compileStored,
  log: console,
  // Not sooner than a slow machine looks for a message.
  effectTimes: { hold: point === 'held' ? 50 : 14_000, most: 14_000 },
});
const server = createServer(handler);
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
