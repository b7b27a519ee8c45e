import { blockTypes } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { linksFor } from '../../shared/engine/links.ts';
import type { EngineServices } from '../../shared/engine/types.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';

/** A menu in English that is also spoken in Spanish; callers choose by a key, one number is answered in Spanish. */
export const twoLanguages = {
  version: 1,
  name: 'Reception',
  settings: { language: 'en-US', voice: 'Polly.Joanna-Neural', fallback: 'Sorry.' },
  languages: { 'es-MX': { voice: 'Polly.Mia-Neural', fallback: 'Lo sentimos.', numbers: ['+15550100777'] } },
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'ask' } },
    ask: {
      type: 'chooseLanguage',
      props: {
        prompts: [
          { say: 'For English, press 1.', language: 'en-US' },
          { say: 'Para español, oprima el dos.', language: 'es-MX' },
        ],
        choices: [
          { language: 'en-US', key: '1', phrases: [] },
          { language: 'es-MX', key: '2', phrases: ['español'] },
        ],
        attempts: 1,
      },
      exits: { next: 'menu' },
    },
    menu: {
      type: 'menu',
      props: {
        prompts: [{ say: 'For sales, press 1.' }],
        choices: [{ id: 'sales', key: '1', label: 'Sales', phrases: ['sales'] }],
      },
      exits: { sales: 'hours', noInput: 'bye', noMatch: 'bye' },
    },
    hours: { type: 'say', props: { prompts: [{ say: 'We speak {{ flow.language }}.' }] }, exits: { next: 'bye' } },
    bye: { type: 'hangup', props: {}, exits: {} },
  },
  layout: {},
  translations: {
    'es-MX': {
      'menu.prompts': { value: [{ say: 'Para ventas, oprima uno.' }] },
      'menu.choices': { value: { sales: ['ventas'] } },
    },
  },
} as const;

export function read(document: unknown): FlowDocument {
  const parsed = readFlow(document);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return parsed.flow;
}

export const compile = (document: unknown) => compileFlow(read(document), blockTypes);

export function services(): EngineServices {
  let token = 0;
  return { token: () => `t${++token}`, now: () => 0, links: linksFor('https://calls.example.com', 'reception') };
}
