import type { FlowBlock, FlowDocument, Json } from '../../../shared/flow/types.ts';

/** What callers hear: at once, on hold, and by what came of the request and of the code after it. */
export const HOLD = 'We are looking that up, one moment.';
export const ANSWERED = 'You have 42 points.';
export const ASK_FAILED = 'We could not look that up.';

/** A flow that asks another server for a number and works something out of it. */
export function askingFlow(url: string, props: Readonly<Record<string, Json>> = {}): FlowDocument {
  const meanwhile = [{ say: HOLD }];
  const responses = [{ variable: 'half', path: 'json.points.half' }];
  return {
    version: 1,
    name: 'Points',
    settings: {},
    variables: { half: { type: 'number' } },
    blocks: {
      start: { type: 'start', props: {}, exits: { next: 'hello' } },
      hello: { type: 'say', props: { prompts: [{ say: 'Hello.' }] }, exits: { next: 'ask' } },
      ask: {
        type: 'http',
        props: { url, meanwhile, responses, ...props },
        exits: { success: 'double', failed: 'sorry' },
      },
      double: {
        type: 'function',
        props: { code: 'return input.half * 2', parameters: [{ name: 'half', value: '{{ half }}' }] },
        exits: { done: 'say', failed: 'sorry' },
      },
      say: { type: 'say', props: { prompts: [{ say: 'You have {{ blocks.double.result }} points.' }] }, exits: {} },
      sorry: { type: 'say', props: { prompts: [{ say: ASK_FAILED }] }, exits: {} },
    },
    layout: {},
    tests: [],
  };
}

/** What callers of `plainAskingFlow` hear once it is answered. */
export const HALF = 'Half of them are 21.';

/** The same without code: says the number as it was answered. */
export function plainAskingFlow(url: string, props: Readonly<Record<string, Json>> = {}): FlowDocument {
  const { blocks, ...flow } = askingFlow(url, props);
  const { double, ...rest } = blocks;
  const ask = { ...blocks.ask, exits: { success: 'say', failed: 'sorry' } } as FlowBlock;
  const say = { type: 'say', props: { prompts: [{ say: 'Half of them are {{ half }}.' }] }, exits: {} };
  return { ...flow, blocks: { ...rest, ask, say } };
}
