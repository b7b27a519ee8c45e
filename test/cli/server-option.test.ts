import { expect, it } from 'vitest';
import { main } from '../../server/cli/patchcord.ts';

const COMMANDS = [
  ['caller-ids', 'list'],
  ['env', 'list'],
  ['numbers', 'list'],
  ['recordings', 'list'],
  ['voicemail', 'list'],
  ['dial', 'menu', '--from', '+15550100100', '--to', '+15550100199'],
];

it.each(COMMANDS)('%s asks no server without a token', async (...args) => {
  let said = '';
  const fetch = () => Promise.reject(new Error('A server was asked.'));
  const code = await main(args, { out: () => undefined, err: (text) => (said += text), env: {}, fetch });
  expect([code, said]).toEqual([2, expect.stringContaining('A token is needed: set PATCHCORD_TOKEN')]);
});
