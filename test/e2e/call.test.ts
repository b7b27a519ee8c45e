import twilio from 'twilio';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from './support/server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json', 'if-match': '"r1"' };
  const published = await fetch(`${server.url}/api/v1/flows/front-desk/publish`, {
    method: 'POST',
    headers,
    body: '{}',
  });
  expect(published.status).toBe(201);
});

afterAll(() => server?.stop());

/** The built server, killed as by a power cut and started again on the same data. */
async function crash(): Promise<void> {
  const { port, dataDir } = server;
  await server.kill();
  server = await startServer({ port, dataDir });
}

/** A caller's line: sends what Twilio would, signed, and follows the action of the latest answer. */
class Line {
  url = `${server.url}/voice/front-desk`;
  constructor(readonly CallSid: string) {}

  async send(parameters: Record<string, string>): Promise<string> {
    const all = {
      CallSid: this.CallSid,
      AccountSid: server.twilio.accountSid,
      From: '+15550100199',
      To: '+15550100100',
      Direction: 'inbound',
      ...parameters,
    };
    const signature = getExpectedTwilioSignature(server.twilio.authToken, this.url, all);
    expect(twilio.validateRequest(server.twilio.authToken, signature, this.url, all)).toBe(true);
    const answer = await fetch(this.url, {
      method: 'POST',
      body: new URLSearchParams(all),
      headers: { 'X-Twilio-Signature': signature },
    });
    expect(answer.status).toBe(200);
    return answer.text();
  }

  follow(xml: string): void {
    this.url = /action="([^"]+)"/.exec(xml)?.[1]?.replaceAll('&amp;', '&') ?? this.url;
  }
}

const RINGING = { CallStatus: 'ringing' };
const ON = { CallStatus: 'in-progress' };
const CALL: readonly (readonly [string, Record<string, string>, RegExp])[] = [
  ['greeting', RINGING, /<Gather .*\n.*Thank you for calling Acme/],
  ['wrong key', { ...ON, Digits: '9' }, /not one of the choices[\s\S]*Thank you for calling Acme/],
  ['silence', ON, /Are you still there[\s\S]*Thank you for calling Acme/],
  ['right key', { ...ON, Digits: '1' }, /<Dial timeout="20"[\s\S]*\+15550100111/],
  ['nobody answers', { ...ON, DialCallStatus: 'no-answer' }, /leave your name[\s\S]*<Record/],
  [
    'message left',
    { ...ON, RecordingUrl: 'https://api.twilio.com/x', RecordingDuration: '7', Digits: '#' },
    /will call you back/,
  ],
];

describe('a whole call through the built server', () => {
  it('goes on where it was, with each request sent twice and the server killed between any two turns', async () => {
    const line = new Line(`CA${'a'.repeat(32)}`);
    for (const [step, parameters, expected] of CALL) {
      const xml = await line.send(parameters);
      expect(xml, step).toMatch(expected);
      expect(await line.send(parameters), `${step}, again`).toBe(xml);
      await crash();
      expect(await line.send(parameters), `${step}, again after a crash`).toBe(xml);
      line.follow(xml);
    }
    const call = await fetch(`${server.url}/api/v1/calls/${line.CallSid}`, {
      headers: { authorization: `Bearer ${server.token}` },
    });
    const { steps, status } = (await call.json()) as { steps: { turn: number }[]; status: string };
    expect([steps.map(({ turn }) => turn), status]).toEqual([[1, 2, 3, 4, 5, 6], 'ended']);
  });

  it('changes nothing for a token that is not the call’s', async () => {
    const line = new Line(`CA${'b'.repeat(32)}`);
    const greeting = await line.send(RINGING);
    line.follow(greeting);
    const right = line.url;
    line.url = right.replace(/t=.*/, 't=AAAAAAAAAAAAAAAAAAAAAA');
    expect(await line.send({ ...ON, Digits: '1' })).toBe(greeting);
    line.url = right;
    expect(await line.send({ ...ON, Digits: '1' })).toContain('<Dial');
  });
});
