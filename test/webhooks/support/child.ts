import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createVoiceHandler } from '../../../server/routes/voice.ts';
import { openSqlite } from '../../../server/store/sqlite.ts';
import { read, twoLanguages } from '../../languages/support.ts';
import { appointment, compileReal } from './appointment.ts';
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
};
const document = JSON.stringify(FLOWS[what]);
if (await store.flows.create({ id: 'main', name: 'Main', document, now: 1 })) {
  await store.flows.publish({ id: 'main', document, note: '', now: 1 });
}
const handler = createVoiceHandler({
  store,
  services: noEffects,
  admit: async (to) => to,
  settings: { authToken: () => AUTH_TOKEN, accountSid: () => ACCOUNT, publicUrl: () => PUBLIC_URL },
  compile: what === 'menu' ? compile : compileReal,
  log: console,
});
const server = createServer(handler);
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
