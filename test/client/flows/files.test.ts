import { expect, test } from 'vitest';
import { studioSources } from '../../../client/flows/files.ts';

const studio = new File(['{"states": []}'], 'line.json');
const ours = new File(['{"version": 1, "name": "x", "blocks": {}}'], 'menu.flow.json');

test('files that come with a flow of Studio are imported with it, so that each is told of', async () => {
  expect((await studioSources([ours, studio])).map(({ stem }) => stem)).toEqual(['menu.flow', 'line']);
  expect(await studioSources([ours])).toEqual([]);
});
