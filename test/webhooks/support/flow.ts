import { type AnyBlock, defineBlock } from '../../../shared/block.ts';
import { type CompiledFlow, compileFlow } from '../../../shared/engine/compile.ts';
import type { FlowDocument } from '../../../shared/flow/types.ts';
import { element } from '../../../shared/twiml/element.ts';

const common = {
  title: 'Block',
  about: '',
  group: 'talk',
  icon: '',
  docs: null,
  fields: {},
  summary: () => '',
} as const;
const next = [{ name: 'next', label: 'Next', ends: true }] as const;

/** A few blocks that speak what phone menus speak, so that what is tested is the way of a webhook and nothing else. */
const types = new Map<string, AnyBlock>(
  [
    defineBlock({
      ...common,
      type: 'start',
      exits: () => next,
      entry: () => 'incoming-call',
      run: () => ({ go: 'next' }),
    }),
    defineBlock({
      ...common,
      type: 'menu',
      exits: () => [
        { name: 'sales', label: 'Sales' },
        { name: 'silence', label: 'Silence' },
      ],
      run: ({ actionUrl, state, lookup }) => ({
        twiml: [
          element(
            'Gather',
            { action: actionUrl, numDigits: 1, actionOnEmptyResult: true },
            element('Say', {}, `${state ? 'Please try again' : 'Welcome'}, ${lookup('call.From')}`),
          ),
        ],
        wait: true,
        state: state ?? 0,
      }),
      resume: ({ parameters }, { state }) => {
        if (parameters.Digits === '1') return { go: 'sales', results: { Digits: '1' } };
        if (parameters.Digits === '9') throw new Error('key 9 is broken');
        return Number(state) < 2 ? { again: true, state: Number(state) + 1 } : { go: 'silence' };
      },
    }),
    defineBlock({
      ...common,
      type: 'dial',
      exits: () => [
        { name: 'answered', label: 'Answered', ends: true },
        { name: 'missed', label: 'Missed' },
      ],
      run: ({ actionUrl, callbackUrl }) => ({
        twiml: [
          element(
            'Dial',
            { action: actionUrl },
            element('Number', { statusCallback: callbackUrl('status') }, '+15550004444'),
          ),
        ],
        wait: true,
      }),
      resume: ({ parameters }) => ({ go: parameters.DialCallStatus === 'completed' ? 'answered' : 'missed' }),
    }),
    defineBlock({
      ...common,
      type: 'queue',
      exits: () => [
        { name: 'out', label: 'Out of the queue', ends: true },
        { name: 'wait', label: 'While waiting', aside: 'enqueueWait' },
      ],
      run: ({ actionUrl, asideUrl }) => ({
        twiml: [element('Enqueue', { action: actionUrl, waitUrl: asideUrl('wait') }, 'desk')],
        wait: true,
      }),
      resume: () => ({ go: 'out' }),
    }),
    defineBlock({
      ...common,
      type: 'bye',
      exits: () => [],
      run: () => ({ twiml: [element('Say', {}, 'Goodbye'), element('Hangup')], end: true }),
    }),
    defineBlock({
      ...common,
      type: 'redirect',
      exits: () => [],
      run: () => ({ twiml: [element('Redirect', {}, '/voice/main')], end: true }),
    }),
  ].map((block) => [block.type, block as unknown as AnyBlock]),
);

const block = (type: string, exits: Record<string, string> = {}) => ({ type, props: {}, exits });

/** Start, a menu with key 1, a dial with its action, a goodbye. */
export const phoneMenu: FlowDocument = {
  version: 1,
  name: 'Main menu',
  settings: { fallback: 'Our menu is out of order.' },
  variables: {},
  blocks: {
    start: block('start', { next: 'menu' }),
    menu: block('menu', { sales: 'sales', silence: 'bye' }),
    sales: block('dial', { answered: 'bye', missed: 'bye' }),
    bye: block('bye'),
  },
  layout: {},
  tests: [],
};

/** Makes a stored document ready to run. */
export function compile(document: string): CompiledFlow {
  return compileFlow(JSON.parse(document) as FlowDocument, types);
}
