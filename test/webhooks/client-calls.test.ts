import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../server/log.ts';
import { ApiFailure } from '../../server/routes/failure.ts';
import { createOutgoingDesk, type OutgoingDesk } from '../../server/twilio/outgoing/desk.ts';
import { keepDialling } from '../../server/twilio/softphone/dialling.ts';
import type { AllowedFromsView } from '../../shared/api/caller-ids.ts';
import { blockTypes } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { type Harness, startHarness } from './support/harness.ts';
import { ACCOUNT, actionIn, nextSid, PUBLIC_URL } from './support/twilio.ts';

let server: Harness;
let outgoing: OutgoingDesk;
let froms: () => Promise<AllowedFromsView>;
beforeEach(async () => {
  froms = async () => ({ numbers: [{ phoneNumber: '+15550009999', friendlyName: 'Office' }], verified: [] });
  server = await startHarness({
    admitOf: (store) => {
      outgoing = createOutgoingDesk({
        client: () => Promise.reject(new ApiFailure(409, 'no-credentials', 'Nobody calls in this test.')),
        froms: { allowedFroms: () => froms(), forget: () => {} },
        publicUrl: () => PUBLIC_URL,
        requireAnswerable: () => {},
        outgoing: store.outgoing,
        flows: store.flows,
        environments: store.environments,
        settings: store.settings,
        now: Date.now,
        log: createLog('silent'),
      });
      return outgoing.admit;
    },
  });
  await server.store.phones.note('alice', 1);
});
afterEach(() => server.close());

/** What Twilio sends when a browser phone calls through a TwiML app, with the parameters that the phone gave. */
function phoneCall(given: Record<string, string>, sid = nextSid(), from = 'client:alice'): Record<string, string> {
  return {
    AccountSid: ACCOUNT,
    ApiVersion: '2010-04-01',
    ApplicationSid: `AP${'0'.repeat(31)}1`,
    CallSid: sid,
    CallStatus: 'ringing',
    Caller: from,
    Direction: 'inbound',
    From: from,
    ...given,
  };
}

/** Documents of the product's own blocks. */
function compileReal(document: string) {
  const read = readFlow(document);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return compileFlow(read.flow, blockTypes);
}

/** Without the line breaks between elements. */
const flat = (xml: string) => xml.replace(/>\s+</g, '><');

describe('a browser phone that calls a flow', () => {
  it('is answered by the live version as any caller is, and goes on with its keys', async () => {
    const sid = nextSid();
    const first = await server.post('/voice/_client', phoneCall({ flow: 'main' }, sid));
    expect(first.status).toBe(200);
    expect(first.text).toContain('Welcome, client:alice');
    const action = actionIn(first.text);
    expect(action).toMatch(/^\/voice\/main\/menu\?t=/);
    const second = await server.post(action, phoneCall({ CallStatus: 'in-progress', Digits: '1', To: '' }, sid));
    expect(second.text).toContain('+15550004444');
    const call = await server.store.calls.get(sid);
    expect(call).toMatchObject({ flow: 'main', version: 1, from: 'client:alice', turns: 2 });
    expect(call?.steps[0]?.parameters).toMatchObject({ flow: 'main' });
  });

  it('hears the same again when Twilio asks the same again', async () => {
    const parameters = phoneCall({ flow: 'main' });
    const first = await server.post('/voice/_client', parameters);
    const again = await server.post('/voice/_client', parameters);
    expect(again.text).toBe(first.text);
    expect((await server.store.calls.get(parameters.CallSid!))?.turns).toBe(1);
  });

  it('has its end reported to the call, and the fallback of its flow', async () => {
    const sid = nextSid();
    await server.post('/voice/_client', phoneCall({ flow: 'main' }, sid));
    const status = await server.post('/voice/_client/status', phoneCall({ CallStatus: 'completed' }, sid));
    expect(status.status).toBe(204);
    expect((await server.store.calls.get(sid))?.status).toBe('completed');
    const fallback = await server.post(
      '/voice/_client/fallback',
      phoneCall({ flow: 'main', ErrorCode: '11200', ErrorUrl: `${PUBLIC_URL}/voice/_client` }),
    );
    expect(fallback.text).toContain('Our menu is out of order.');
    const nameless = await server.post('/voice/_client/fallback', phoneCall({ ErrorCode: '11200' }));
    expect(nameless.text).toContain('something went wrong');
  });

  it.each([
    ['a flow that is not there', { flow: 'nothing' }, 'no published flow'],
    ['an address for a flow', { flow: '../main' }, 'no flow of that name'],
    ['a very long name', { flow: 'm'.repeat(5000) }, 'no flow of that name'],
    ['a draft that is not there', { flow: 'nothing', draft: 'yes' }, 'no flow'],
    ['nothing', {}, 'did not say what'],
  ])('is told so when it asks for %s', async (_what, given, words) => {
    const parameters = phoneCall(given);
    const answer = await server.post('/voice/_client', parameters);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('<Hangup/>');
    expect(await server.store.calls.get(parameters.CallSid!)).toBeUndefined();
    expect(server.lines.at(-1)).toContain('refused');
  });
});

describe('a browser phone that tries a draft', () => {
  const real = (words: string) =>
    JSON.stringify({
      version: 1,
      name: 'Draft',
      settings: {},
      variables: {},
      blocks: {
        start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'ask' } },
        ask: { type: 'gather', props: { prompts: [{ say: words }] }, exits: { input: 'bye', noInput: 'bye' } },
        bye: { type: 'say', props: { prompts: [{ say: `Bye from ${words}` }] }, exits: {} },
      },
      layout: {},
      tests: [],
    });
  let drafts: Harness;
  beforeEach(async () => {
    drafts = await startHarness({ compile: compileReal });
    await drafts.store.phones.note('alice', 1);
    await drafts.store.flows.create({ id: 'draft', name: 'Draft', document: real('one'), now: 1 });
  });
  afterEach(() => drafts.close());

  it('hears it as it is, goes on with it when it is edited meanwhile, and leaves callers the published one', async () => {
    const sid = nextSid();
    const asked = phoneCall({ flow: 'draft', draft: 'yes' }, sid);
    const first = await drafts.post('/voice/_client', asked);
    expect(first.text).toContain('>one<');
    expect((await drafts.post('/voice/_client', asked)).text).toBe(first.text);
    const saved = await drafts.store.flows.saveDraft({
      id: 'draft',
      name: 'Draft',
      document: real('two'),
      revision: 1,
      now: 2,
    });
    expect(saved?.saved).toBe(true);
    expect((await drafts.post('/voice/_client', asked)).text).toBe(first.text);
    const second = await drafts.post(
      actionIn(first.text),
      phoneCall({ CallStatus: 'in-progress', Digits: '1', To: '' }, sid),
    );
    expect(second.text).toContain('Bye from one');
    expect(await drafts.store.calls.get(sid)).toMatchObject({ flow: 'draft', version: -1, from: 'client:alice' });
    expect((await drafts.post('/voice/_client', phoneCall({ flow: 'draft' }))).text).toContain('no published flow');
  });

  it('is told that it has errors', async () => {
    const broken = real('one').replace(',"noInput":"bye"', '');
    await drafts.store.flows.saveDraft({ id: 'draft', name: 'Draft', document: broken, revision: 1, now: 2 });
    const answer = await drafts.post('/voice/_client', phoneCall({ flow: 'draft', draft: 'yes' }));
    expect(answer.text).toContain('has errors');
  });
});

describe('strangers', () => {
  it.each(['client:mallory', '+15550001111', 'sip:alice@example.com'])('are refused: %s', async (from) => {
    const answer = await server.post('/voice/_client', phoneCall({ flow: 'main' }, nextSid(), from));
    expect(answer.text).toContain('not known here');
    expect(answer.text).not.toContain('Welcome');
  });

  it('are refused without a signature, and nothing is kept', async () => {
    const before = server.rows();
    const forged = { headers: { 'x-twilio-signature': 'AAAA' } };
    expect((await server.post('/voice/_client', phoneCall({ flow: 'main' }), forged)).status).toBe(403);
    expect((await server.post('/voice/_client/status', phoneCall({}), forged)).status).toBe(403);
    expect((await server.post('/voice/_client/other', phoneCall({ flow: 'main' }))).status).toBe(404);
    expect(server.rows()).toEqual(before);
  });

  it('learn nothing of other accounts', async () => {
    const other = { ...phoneCall({ flow: 'main' }), AccountSid: `AC${'9'.repeat(32)}` };
    expect((await server.post('/voice/_client', other)).status).toBe(403);
  });
});

describe('numbers and other phones', () => {
  it('are not dialled unless that is allowed', async () => {
    for (const To of ['+15550003333', 'client:bob']) {
      const answer = await server.post('/voice/_client', phoneCall({ To }));
      expect(answer.text).not.toContain('<Dial');
      expect(answer.text).toContain('flows only');
    }
  });

  it('are dialled from the number that was chosen, once it is allowed', async () => {
    await keepDialling(server.store.settings, { outside: true, callerId: '+15550009999' });
    const number = await server.post('/voice/_client', phoneCall({ To: '+15550003333' }));
    expect(flat(number.text)).toContain(
      '<Dial answerOnBridge="true" callerId="+15550009999" timeLimit="7200"><Number>+15550003333</Number></Dial>',
    );
    const client = await server.post('/voice/_client', phoneCall({ To: 'client:bob' }));
    expect(flat(client.text)).toContain('<Client><Identity>bob</Identity></Client>');
    for (const To of ['911', '0900123456', 'sip:x@example.com', 'client:<b>', '+1555000333312345678']) {
      const refused = await server.post('/voice/_client', phoneCall({ To }));
      expect(refused.text, To).not.toContain('<Dial');
    }
  });

  it.each([
    ['of a premium rate', '+19005550100', 'premium-rate'],
    ['of an exchange that is sold by the minute', '+12129765555', 'premium-rate'],
    ['of a satellite network', '+881612345678', 'satellite'],
    ['of a country that was not allowed', '+442071838750', 'Only US may be called'],
  ])('are refused where outgoing calls are: one %s', async (_what, To, words) => {
    await keepDialling(server.store.settings, { outside: true, callerId: '+15550009999' });
    const answer = await server.post('/voice/_client', phoneCall({ To }));
    expect(answer.text).not.toContain('<Dial');
    expect(answer.text).toContain(words);
    expect((await outgoing.settings()).callsToday).toBe(0);
  });

  it('count for their day, which has no more than it may', async () => {
    await keepDialling(server.store.settings, { outside: true, callerId: '+15550009999' });
    await outgoing.setSettings({ countries: null, callsPerDay: 2, callsPerSecond: 1 });
    const call = async () => (await server.post('/voice/_client', phoneCall({ To: '+15550003333' }))).text;
    const answers = await Promise.all([call(), call(), call()]);
    expect(answers.filter((text) => text.includes('<Dial'))).toHaveLength(2);
    expect(await call()).toContain('no more are allowed a day');
    expect((await outgoing.settings()).callsToday).toBe(2);
  });

  it('are refused while the countries that may be called cannot be told', async () => {
    await keepDialling(server.store.settings, { outside: true, callerId: '+15550009999' });
    froms = async () => {
      throw new ApiFailure(502, 'twilio-unreachable', 'Twilio did not answer.');
    };
    const answer = await server.post('/voice/_client', phoneCall({ To: '+15550003333' }));
    expect(answer.text).not.toContain('<Dial');
    expect(answer.text).toContain('Twilio did not answer.');
  });
});
