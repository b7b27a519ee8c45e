import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOKEN } from '../api/support/server.ts';
import { type Desk, keepCall, recordingAged, startDesk } from '../recordings/support/desk.ts';
import { sidAt } from '../twilio-api/makers.ts';
import { bySid } from '../twilio-api/state.ts';
import { run } from './support/run.ts';

let desk: Desk;
let folder: string;
beforeAll(async () => {
  const recordings = bySid(recordingAged(1, 1), recordingAged(2, 2), recordingAged(3, 30));
  const sound = new Map([[sidAt('RE', 1), new TextEncoder().encode('sound')]]);
  desk = await startDesk({ state: { recordings, recording_media: sound } });
  await keepCall(desk.api.store, 1, { text: 'Call me\nback.' });
  folder = mkdtempSync(join(tmpdir(), 'patchcord-recordings-'));
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true });
});

const recordings = (...more: string[]) =>
  run('recordings', ...more, '--server', desk.api.url, { PATCHCORD_TOKEN: TOKEN });

describe('patchcord recordings', () => {
  it('lists them, as lines and as JSON, and takes list for granted', async () => {
    const { code, out } = await recordings();
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 2)).toEqual([
      expect.stringMatching(
        /^RE0+1 {2}\d{4}-\d\d-\d\d \d\d:\d\d +4 s {2}small-office\/message from \+15550100199 {2}"Call me back\."$/,
      ),
      expect.stringMatching(/^RE0+2 .*not by a flow here$/),
    ]);
    const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    const since = await recordings('list', '--since', day, '--json');
    expect(JSON.parse(since.out).recordings.map(({ sid }: { sid: string }) => sid)).toEqual([
      sidAt('RE', 1),
      sidAt('RE', 2),
    ]);
    expect(JSON.parse((await recordings('--flow', 'small-office', '--json')).out).recordings.length).toBe(1);
    expect(JSON.parse((await recordings('--limit', '1', '--json')).out).recordings.length).toBe(1);
  });

  it('saves files, and leaves none where there is no sound', async () => {
    const saved = await recordings('download', sidAt('RE', 1), '--to', folder);
    const file = join(folder, `${sidAt('RE', 1)}.mp3`);
    expect([saved.code, saved.out]).toEqual([0, `${file}\n`]);
    expect(readFileSync(file, 'utf8')).toBe('sound');
    const missing = await recordings('download', sidAt('RE', 9), '--to', folder);
    expect([missing.code, missing.err]).toEqual([1, expect.stringMatching(/RE0+9: The account has no recording/)]);
    expect(existsSync(join(folder, `${sidAt('RE', 9)}.mp3`))).toBe(false);
    const nowhere = await recordings('download', sidAt('RE', 1), '--to', join(folder, 'missing'));
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringMatching(/could not be saved/)]);
  });

  it('keeps the file that is there when the connection breaks in the middle', async () => {
    await recordings('download', sidAt('RE', 1), '--to', folder);
    const breaks = createServer((_request, response) => {
      response.writeHead(200, { 'content-length': 1_000 }).write('half', () => response.destroy());
    });
    await new Promise<void>((listens) => breaks.listen(0, '127.0.0.1', listens));
    const server = `http://127.0.0.1:${(breaks.address() as AddressInfo).port}`;
    const options = ['--to', folder, '--server', server];
    const broken = await run('recordings', 'download', sidAt('RE', 1), ...options, { PATCHCORD_TOKEN: TOKEN });
    breaks.close();
    expect([broken.code, broken.err]).toEqual([1, expect.stringMatching(/could not be saved/)]);
    expect(readFileSync(join(folder, `${sidAt('RE', 1)}.mp3`), 'utf8')).toBe('sound');
    expect(readdirSync(folder)).toEqual([`${sidAt('RE', 1)}.mp3`]);
  });

  it('deletes them, and says which could not be', async () => {
    desk.twilio.fail({ match: new RegExp(`DELETE .*${sidAt('RE', 3)}`), with: 500 });
    const { code, out, err } = await recordings('delete', sidAt('RE', 2), sidAt('RE', 3));
    desk.twilio.heal();
    expect([code, out, err]).toEqual([
      1,
      `${sidAt('RE', 2)} deleted\n`,
      expect.stringMatching(/RE0+3: .*Twilio's side/),
    ]);
    const again = await recordings('delete', sidAt('RE', 2), '--json');
    expect([again.code, JSON.parse(again.out).results[0].already]).toEqual([0, true]);
  });

  it.each([
    [['play'], /can list, download or delete/],
    [['delete'], /Name the recordings to delete/],
    [['delete', 'RE12'], /"RE12" is no recording/],
    [['list', 'RE1'], /list takes no SID/],
    [['--limit', '0'], /--limit is "0"/],
    [['--since', 'yesterday'], /--since is "yesterday"; expected a day/],
  ])('is used wrongly with %j', async (args, message) => {
    const { code, err } = await recordings(...args);
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});
