import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVoiceHandler } from '../../../server/routes/voice.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { compileDocument } from '../../../server/webhooks/compile.ts';
import { read, twoLanguages } from '../../languages/support.ts';
import { appointment } from './appointment.ts';
import { askFlow, callingFlow } from './calling-flow.ts';
import { compile, phoneMenu } from './flow.ts';
import { noEffects } from './no-effects.ts';
import { ACCOUNT, AUTH_TOKEN, PUBLIC_URL } from './twilio.ts';

/** A server to be killed: the same parts in a process of their own; prints its port. The second argument names what `main` is. */
const store = openSqlite(process.argv[2] ?? '');
const [, , , what = 'menu'] = process.argv;
const FLOWS: Readonly<Record<string, object>> = {
  menu: phoneMenu,
  texting: appointment,
  bilingual: read(twoLanguages),
  calling: callingFlow,
};
const document = JSON.stringify(FLOWS[what]);
// What `main` has run by a block, as publishing would pin it.
const calls: Record<string, number> = what === 'calling' ? { ask: 1 } : {};
if (what === 'calling') await publish('ask', JSON.stringify(askFlow('Your {{ what }}?')));
if (await store.flows.create({ id: 'main', name: 'Main', document, now: 1 })) {
  await store.flows.publish({ id: 'main', document, note: '', now: 1, calls });
}
const handler = createVoiceHandler({
  store,
  services: noEffects,
  admit: async (to) => to,
  settings: { authToken: () => AUTH_TOKEN, accountSid: () => ACCOUNT, publicUrl: () => PUBLIC_URL },
  compile: what === 'menu' ? compile : compileDocument,
  log: console,
});
const server = createServer(handler);
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));

async function publish(id: string, text: string): Promise<void> {
  if (!(await store.flows.create({ id, name: id, document: text, now: 1 }))) return;
  await store.flows.publish({ id, document: text, note: '', now: 1 });
}
