import { expect, test } from 'vitest';
import { makeFlow, readFiles } from '../../../client/flows/files.ts';

const studio = new File(['{"states": []}'], 'line.json');
const ours = new File(['{"version": 1, "name": "x", "blocks": {}}'], 'menu.flow.json');
const twiml = new File(['<Response/>'], 'answer.xml');

test('files that come with a flow of Studio are imported with it, so that each is told of', async () => {
  expect(await readFiles([ours, studio])).toMatchObject({
    kind: 'studio',
    sources: [{ stem: 'menu.flow' }, { stem: 'line' }],
  });
});

test('other files are taken one by one, each by what it is', async () => {
  expect(await readFiles([ours])).toMatchObject({ kind: 'flow', file: 'menu.flow.json' });
  expect(await readFiles([twiml])).toEqual({ kind: 'twiml', xml: '<Response/>', name: 'answer' });
  expect(await readFiles([new File(['  <Response/>'], 'notes.txt')])).toMatchObject({ kind: 'twiml', name: 'notes' });
  expect(await readFiles([ours, twiml])).toMatchObject({ kind: 'none', reason: expect.stringContaining('Choose one') });
  expect(await readFiles([])).toMatchObject({ kind: 'none' });
});

test('a file that is larger than any flow is not even read', async () => {
  const film = Object.assign(new File([''], 'film.mp4'), { text: () => Promise.reject(new Error('read')) });
  Object.defineProperty(film, 'size', { value: 5_000_001 });
  expect(await readFiles([film])).toMatchObject({ kind: 'none', reason: expect.stringMatching(/^film\.mp4 .*5 MB/) });
});

test.each([
  ['{"name": "x", "scripts": {}}', /^x\.json was not imported\. This is JSON, but no flow: .*package\.json/],
  ['7', /the number 7\. Expected is a flow of Patchcord/],
  ['Call Ann', /neither JSON nor TwiML\. Expected is a flow of Patchcord/],
])('a file that is no flow is refused for what it is, before the server is asked: %s', async (text, words) => {
  await expect(makeFlow({ file: 'x.json', text })).rejects.toThrow(words);
});
