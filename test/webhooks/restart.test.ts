import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { actionIn, callParameters, messageParameters, nextSid, type Reply, twilioAt } from './support/twilio.ts';

const place = mkdtempSync(join(tmpdir(), 'patchcord-restart-'));
let child: ChildProcess | undefined;
let port = 0;
const post = twilioAt(() => port);

afterEach(() => child?.kill('SIGKILL'));
afterAll(() => rmSync(place, { recursive: true }));

async function start(file: string, ...texting: string[]): Promise<void> {
  child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'support/child.ts'), join(place, file), ...texting],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data');
  port = Number(String(line));
}

async function killAndRestart(file: string, ...texting: string[]): Promise<void> {
  const gone = once(child as ChildProcess, 'exit');
  child?.kill('SIGKILL');
  await gone;
  await start(file, ...texting);
}

test('kill -9 between any two turns: the caller goes on where they were', async () => {
  await start('calls.db');
  const parameters = callParameters();
  const turn = async (path: string, change = {}): Promise<Reply> => {
    const reply = await post(path, parameters(change));
    await killAndRestart('calls.db');
    // Twilio may not have seen the answer: the same request again gets the same bytes from the new process.
    expect((await post(path, parameters(change))).text).toBe(reply.text);
    return reply;
  };
  const greeting = await turn('/voice/main');
  expect(greeting.text).toContain('Welcome');
  const again = await turn(actionIn(greeting.text), { Digits: '5' });
  expect(again.text).toContain('Please try again');
  const dial = await turn(actionIn(again.text), { Digits: '1' });
  expect(dial.text).toContain('</Dial>');
  const bye = await turn(actionIn(dial.text), { DialCallStatus: 'completed', DialCallSid: nextSid() });
  expect(bye.text).toContain('<Hangup/>');
}, 60_000);

test('kill -9 between any two turns: the caller goes on in the language they chose', async () => {
  await start('languages.db', 'bilingual');
  const parameters = callParameters();
  const ask = await post('/voice/main', parameters());
  await killAndRestart('languages.db', 'bilingual');
  const menu = await post(actionIn(ask.text), parameters({ Digits: '2' }));
  expect(menu.text).toContain('Para ventas');
  await killAndRestart('languages.db', 'bilingual');
  const sales = await post(actionIn(menu.text), parameters({ Digits: '1' }));
  expect(sales.text).toContain('We speak es-MX.');
}, 60_000);

test('kill -9 within a flow that another one runs: the caller goes on in it, and comes back with what it gave', async () => {
  await start('calling.db', 'calling');
  const parameters = callParameters();
  const ask = await post('/voice/main', parameters());
  expect(ask.text).toContain('Your customer number?');
  await killAndRestart('calling.db', 'calling');
  const hello = await post(actionIn(ask.text), parameters({ Digits: '7' }));
  expect(hello.text).toContain('Hello, customer 7.');
}, 60_000);

test('kill -9 between any two messages: the conversation goes on, and what comes again is answered as before', async () => {
  await start('messages.db', 'texting');
  const parties = { from: 'whatsapp:+15550100199', to: 'whatsapp:+15550100100' };
  const sent: { parameters: Record<string, string>; text: string }[] = [];
  for (const [body, answer] of [
    ['Hi', 'What is your name?'],
    ['Ada', 'Hello Ada, which day suits you?'],
    ['Monday', 'Monday, is that right?'],
    ['no', 'Hello Ada, which day suits you?'],
    ['Tuesday', 'Tuesday, is that right?'],
    ['yes', 'See you on Tuesday, Ada.'],
  ] as const) {
    const parameters = messageParameters(parties, body);
    const { text } = await post('/messaging/main', parameters);
    expect(text).toContain(`<Body>${answer}</Body>`);
    sent.push({ parameters, text });
    await killAndRestart('messages.db', 'texting');
    for (const before of sent) expect((await post('/messaging/main', before.parameters)).text).toBe(before.text);
  }
}, 60_000);

test('killed in the middle of many calls: every answer that left is kept', async () => {
  await start('burst.db');
  const calls = Array.from({ length: 60 }, () => callParameters());
  const answers: { parameters: Record<string, string>; text: string }[] = [];
  const all = calls.map(async (parameters) => {
    for (let turn = 0, path = '/voice/main'; turn < 3; turn++) {
      const sent = parameters(turn === 0 ? {} : { Digits: '5' });
      const { text } = await post(path, sent);
      answers.push({ parameters: { ...sent, path }, text });
      path = actionIn(text);
      if (answers.length === 40) child?.kill('SIGKILL');
    }
  });
  const ends = await Promise.allSettled(all);
  expect(ends.some((end) => end.status === 'rejected')).toBe(true);
  await start('burst.db');
  for (const { parameters, text } of answers) {
    const { path = '', ...sent } = parameters;
    expect((await post(path, sent)).text).toBe(text);
  }
}, 60_000);
