import type { FlowBlock, FlowDocument } from '../../../shared/flow/types.ts';

/** What all servers of the benchmark share. */
export const AUTH_TOKEN = 'b4d1c0ffee0123456789abcdef012345';
export const ACCOUNT = `AC${'0'.repeat(31)}1`;
export const PUBLIC_HOST = 'calls.example.test';
export const PUBLIC_URL = `https://${PUBLIC_HOST}`;

/**
 * The three-step IVR as a flow: a menu, a dial, a goodbye (or a voicemail if nobody answers). The rest of the blocks hang on
 * key 2, spread around those that are used.
 */
export function ivr(count: number): FlowDocument {
  const blocks: Record<string, FlowBlock> = {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'menu' } },
    menu: {
      type: 'menu',
      props: {
        prompts: [{ say: 'Welcome, {{ call.From }}. For sales, press 1. For support, press 2.' }],
        choices: [
          { id: 'sales', key: '1', label: 'Sales', phrases: [] },
          { id: 'support', key: '2', label: 'Support', phrases: [] },
        ],
        timeout: 5,
      },
      exits: { sales: 'sales', support: 'filler0', noInput: 'bye', noMatch: 'bye' },
    },
  };
  const fillers = count - 6;
  for (let i = 0; i < fillers; i++) {
    if (i === Math.floor(fillers / 2)) addEnd(blocks);
    const next = i + 1 < fillers ? `filler${i + 1}` : 'bye';
    blocks[`filler${i}`] = { type: 'say', props: { prompts: [{ say: `Line ${i}.` }] }, exits: { next } };
  }
  const layout = Object.fromEntries(
    Object.keys(blocks).map((id, i) => [id, [300 * (i % 40), 200 * Math.floor(i / 40)] as const]),
  );
  return { version: 1, name: 'Three steps', settings: { language: 'en-US' }, variables: {}, blocks, layout, tests: [] };
}

function addEnd(blocks: Record<string, FlowBlock>): void {
  const targets = [{ kind: 'number', to: '+15550004444' }];
  const missed = { noAnswer: 'voicemail', busy: 'voicemail', failed: 'voicemail' };
  blocks.sales = { type: 'dial', props: { targets, timeout: 20 }, exits: { completed: 'bye', ...missed } };
  blocks.voicemail = { type: 'record', props: { maxLength: 60 }, exits: { recorded: 'bye' } };
  blocks.bye = {
    type: 'say',
    props: { prompts: [{ say: 'Thank you for calling. Goodbye.' }] },
    exits: { next: 'end' },
  };
  blocks.end = { type: 'hangup', props: {}, exits: {} };
}
