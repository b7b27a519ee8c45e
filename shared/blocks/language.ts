import { defineBlock } from '../block.ts';
import { flowLanguage } from '../fields/flow-language.ts';
import { languageName, matchLanguage } from '../languages/match-language.ts';

/** Goes on in another of the flow's languages. */
export const language = defineBlock({
  type: 'language',
  title: 'Language',
  about: 'From here on the caller hears another of the flow’s languages; the same blocks speak it.',
  keywords: ['translate', 'translation', 'spanish', 'bilingual', 'locale'],
  group: 'route',
  icon: 'languages',
  docs: null,
  fields: {
    language: flowLanguage({
      label: 'Go on in',
      hint: 'A language of the flow, or a variable that names one',
      required: true,
    }),
  },
  exits: () => [
    { name: 'next', label: 'Then', ends: true },
    { name: 'unknown', label: 'No such language', or: 'next' },
  ],
  outputs: () => ['language'],
  summary: ({ language }) => {
    const code = language?.trim() ?? '';
    if (code === '') return 'No language is chosen yet';
    return `Goes on in ${code.includes('{') ? code : languageName(code)}`;
  },
  run: ({ props, languages }) => {
    const wanted = props.language ?? '';
    const found = matchLanguage(wanted, languages);
    if (found !== undefined) return { go: 'next', language: found, results: { language: found } };
    const message = `"${wanted.slice(0, 40)}" is none of the flow's languages (${languages.join(', ')}); the caller hears the same as before.`;
    return { go: 'unknown', notes: [{ code: 'unknown-language', message, field: 'language' }] };
  },
});
