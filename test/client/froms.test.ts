import { expect, it } from 'vitest';
import { ApiFailure } from '../../client/api/request.ts';
import { createDocumentStore } from '../../client/state/document.ts';
import { createFromsStore } from '../../client/state/froms.ts';
import { createProblemsStore } from '../../client/state/problems.ts';
import type { AllowedFromsView } from '../../shared/api/caller-ids.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';

const FROMS: AllowedFromsView = {
  numbers: [{ phoneNumber: '+15550100101', friendlyName: 'Line 1' }],
  verified: [{ phoneNumber: '+15550100901', friendlyName: 'Office' }],
};

/** A flow whose Dial shows this caller ID, with what the account can be asked. */
function open(callerId: string, ask: () => Promise<AllowedFromsView>, target = { kind: 'number', to: '+15550100155' }) {
  let asked = 0;
  const froms = createFromsStore(() => {
    asked++;
    return ask();
  });
  const documents = createDocumentStore();
  const problems = createProblemsStore(documents, 0, froms);
  const document: FlowDocument = {
    version: 1,
    name: 'Test',
    settings: {},
    variables: {},
    blocks: {
      dial: { type: 'dial', props: { targets: [target], callerId }, exits: {} },
    },
    layout: {},
    tests: [],
  };
  documents.getState().open('test', 1, document);
  const found = () => problems.getState().problems.filter(({ code }) => code === 'unverified-caller-id');
  const settled = () => new Promise<void>((resolve) => setTimeout(resolve));
  return { froms, found, settled, asked: () => asked };
}

it('warns of a written caller ID once the account is known not to have it, at its field', async () => {
  const { found, settled, froms } = open('+15550100177', async () => FROMS);
  expect(found()).toEqual([]);
  await settled();
  expect(found()).toMatchObject([{ severity: 'warning', block: 'dial', field: 'callerId' }]);
  expect(found()[0]?.message).toContain('+15550100177 is neither a number of the account nor a verified caller ID');
  froms.setState({ froms: { ...FROMS, verified: [{ phoneNumber: '+15550100177', friendlyName: '' }] } });
  expect(found()).toEqual([]);
});

it.each(['+15550100101', ' +15550100901 '])(
  'says nothing of %j, which the account has or verified',
  async (callerId) => {
    const { found, settled, asked } = open(callerId, async () => FROMS);
    await settled();
    expect([found(), asked()]).toEqual([[], 1]);
  },
);

it.each(['{{ call.From }}', 'client:anna', 'sip:anna@example.com', '', '555'])(
  'does not even ask about %j',
  async (callerId) => {
    const { found, settled, asked } = open(callerId, async () => FROMS);
    await settled();
    expect([found(), asked()]).toEqual([[], 0]);
  },
);

it('says nothing while the account cannot be asked, and asks no more by itself', async () => {
  const { found, settled, froms, asked } = open('+15550100177', async () => {
    throw new ApiFailure(409, 'no-credentials', 'No credentials.');
  });
  await settled();
  froms.getState().load();
  await settled();
  expect([found(), froms.getState().error?.code, asked()]).toEqual([[], 'no-credentials', 1]);
});

it('leaves lines that are no phones alone: they take any caller ID', async () => {
  const { found, settled, asked } = open('+15550100177', async () => FROMS, { kind: 'client', to: 'anna' });
  await settled();
  expect([found(), asked()]).toEqual([[], 0]);
});
