import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN } from '../api/support/server.ts';
import { type Desk, recordingAged, startDesk } from '../recordings/support/desk.ts';
import { sidAt } from '../twilio-api/makers.ts';
import { bySid } from '../twilio-api/state.ts';
import { messageAged } from '../voicemail/support/messages.ts';
import { run } from './support/run.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ state: { recordings: bySid(...[1, 2, 3].map((at) => recordingAged(at, at))) } });
  const { voicemails, calls } = desk.api.store;
  await voicemails.add(messageAged(1, 5));
  await voicemails.add(messageAged(2, 60, Date.now(), { box: '', from: '' }));
  await voicemails.add(messageAged(3, 90, Date.now(), { box: 'Sales' }));
  const told = { RecordingSid: sidAt('RE', 1), TranscriptionStatus: 'completed', TranscriptionText: 'Call me\nback.' };
  const callback = { sid: sidAt('CA', 1), key: 't', block: 'message', at: Date.now(), parameters: told };
  await calls.callback({ ...callback, kind: 'transcription' });
});
afterAll(() => desk.close());

const voicemail = (...more: string[]) =>
  run('voicemail', ...more, '--server', desk.api.url, { PATCHCORD_TOKEN: TOKEN });

describe('patchcord voicemail', () => {
  it('lists messages, as lines and as JSON, and takes list for granted', async () => {
    const { code, out } = await voicemail();
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(
        /^RE0+1 {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}new {5} {2}12 s {2}\+15550100199 {2}Main {2}"Call me back\."$/,
      ),
      expect.stringMatching(/^RE0+2 .* 12 s {2}hidden number$/),
    ]);
    const sales = JSON.parse((await voicemail('list', '--box', 'Sales', '--json')).out);
    expect([sales.unread, sales.voicemails.map(({ sid }: { sid: string }) => sid)]).toEqual([3, [sidAt('RE', 3)]]);
    expect(JSON.parse((await voicemail('--search', 'back', '--json')).out).voicemails.length).toBe(1);
    expect(JSON.parse((await voicemail('--limit', '2', '--json')).out).voicemails.length).toBe(2);
  });

  it('marks them, and says which are not there', async () => {
    const { code, out } = await voicemail('heard', sidAt('RE', 1), sidAt('RE', 3));
    expect([code, out]).toEqual([0, '2 marked as heard, 1 new in all\n']);
    expect(JSON.parse((await voicemail('--unheard', '--json')).out).voicemails.length).toBe(1);
    const again = await voicemail('new', sidAt('RE', 1), sidAt('RE', 9));
    expect([again.code, again.out, again.err]).toEqual([
      1,
      '1 marked as new, 2 new in all\n',
      '1 of them is not in the inbox.\n',
    ]);
  });

  it('deletes them with their recordings, and says which could not be', async () => {
    desk.twilio.fail({ match: new RegExp(`DELETE .*${sidAt('RE', 3)}`), with: 500 });
    const { code, out, err } = await voicemail('delete', sidAt('RE', 2), sidAt('RE', 3));
    desk.twilio.heal();
    expect([code, out, err]).toEqual([
      1,
      `${sidAt('RE', 2)} deleted\n`,
      expect.stringMatching(/RE0+3: .*Twilio's side/),
    ]);
    expect(JSON.parse((await voicemail('--json')).out).voicemails.length).toBe(2);
  });

  it.each([
    [['play'], /can list, mark as heard or new, or delete/],
    [['delete'], /Name the messages/],
    [['heard', 'RE12'], /"RE12" is no message/],
    [['list', 'RE1'], /list takes no SID/],
    [['--limit', '0'], /--limit is "0"/],
  ])('is used wrongly with %j', async (args, message) => {
    const { code, err } = await voicemail(...args);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});
