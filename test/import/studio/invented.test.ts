import { expect, test } from 'vitest';
import { importStudio } from '../../../shared/import/studio/import-studio.ts';
import { flowOf, state } from './support/documents.ts';

test.each([
  ['hang-up', 'No widget hangs up'],
  ['http-request', 'Did you mean "make-http-request"?'],
  ['listen', 'Did you mean "gather-input-on-call"?'],
  ['say-ply', 'Did you mean "say-play"?'],
  ['record-the-voicemail', 'Did you mean "record-voicemail"?'],
  ['virtual-agent', 'Did you mean "connect-virtual-agent-v2"?'],
  ['send-message-to-customer', 'Did you mean "send-message"?'],
  ['conversation-relay', 'Did you mean "run-conversation-relay"?'],
  ['constructor', 'None is near it'],
  ['run-ai-asistant', 'None is near it; these are all there are: trigger, split-based-on'],
  ['teleport', 'Give the state one of them in the file, or remove it with the "next" that leads to it'],
])('the invented type %s is refused', (type, message) => {
  const [result] = importStudio(flowOf([state('odd', type, {})]));
  expect(result).toMatchObject({ ok: false, problems: [{ code: 'unknown-widget', path: '$.states[1].type' }] });
  expect(JSON.stringify(result)).toContain(message.replaceAll('"', '\\"'));
});
