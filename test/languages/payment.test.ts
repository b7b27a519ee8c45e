import { expect, it } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { FlowDocument, Json } from '../../shared/flow/types.ts';
import { localise } from '../../shared/languages/localise.ts';
import { promptRows } from '../../shared/languages/rows.ts';
import { translate } from '../../shared/languages/translate.ts';
import { read } from './support.ts';

const PLACE = { block: 'payment', field: 'nouns' };
const prompt = (on: string, ...children: Json[]) => ({ tag: 'Prompt', attributes: { for: on }, children });

const flow = read({
  version: 1,
  name: 'Bill',
  settings: { language: 'en-US', voice: 'Polly.Joanna-Neural' },
  languages: { 'es-MX': { voice: 'Polly.Mia-Neural' }, 'de-DE': {} },
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'payment' } },
    payment: {
      type: 'pay',
      props: {
        chargeAmount: '5',
        nouns: [
          prompt('payment-card-number', {
            tag: 'Say',
            text: 'Key in your card.',
            attributes: { voice: 'alice', loop: '2' },
          }),
          { tag: 'Parameter', attributes: { name: 'bill', value: '7' } },
          prompt('payment-processing', { tag: 'Play', text: 'https://example.com/wait.mp3' }, { tag: 'Pause' }),
        ],
      },
      exits: {},
    },
  },
});

const inSpanish = (value: Json): FlowDocument => {
  const translated = translate(flow, 'es-MX', PLACE, value, blockTypes);
  read(translated);
  return localise(translated, 'es-MX', blockTypes);
};

it('has what a payment says in the table, piece by piece', () => {
  const [row] = promptRows(flow, blockTypes);
  expect(row).toMatchObject({
    key: 'payment.nouns',
    original: [{ say: 'Key in your card.', voice: 'alice' }, { play: 'https://example.com/wait.mp3' }],
  });
});

it('says it in the voice of the language, and leaves parameters, places and silence as they are', () => {
  const { blocks } = inSpanish([{ say: 'Marque su tarjeta.' }, { say: 'Un momento.', voice: 'Polly.Lupe' }]);
  expect(blocks.payment?.props.nouns).toEqual([
    prompt('payment-card-number', {
      tag: 'Say',
      text: 'Marque su tarjeta.',
      attributes: { loop: '2', voice: 'Polly.Mia-Neural' },
    }),
    { tag: 'Parameter', attributes: { name: 'bill', value: '7' } },
    prompt(
      'payment-processing',
      { tag: 'Say', text: 'Un momento.', attributes: { voice: 'Polly.Lupe' } },
      { tag: 'Pause' },
    ),
  ]);
});

it('leaves what is not translated yet as it is', () => {
  const { blocks } = inSpanish([{ say: 'Marque su tarjeta.' }]);
  const nouns = blocks.payment?.props.nouns as readonly Json[] | undefined;
  const processing = nouns?.[2];
  expect(processing).toEqual(
    prompt('payment-processing', { tag: 'Play', text: 'https://example.com/wait.mp3' }, { tag: 'Pause' }),
  );
  expect(localise(flow, 'de-DE', blockTypes).blocks.payment).toBe(flow.blocks.payment);
});
