import { defineBlock } from '../block.ts';
import { promptElements } from '../fields/prompt-elements.ts';
import { promptsSummary } from '../fields/prompt-summary.ts';
import { prompts } from '../fields/prompts.ts';
import { readPrompts } from '../fields/read-prompts.ts';

/** Speaks to the caller: text or SSML, with sounds and silences in between. */
export const say = defineBlock({
  type: 'say',
  title: 'Say',
  term: 'Say',
  about: 'Speaks text to the caller, with sounds and pauses in between if you like.',
  keywords: ['text to speech', 'tts', 'speak', 'greeting', 'announcement', 'ssml'],
  group: 'talk',
  icon: 'message-square-quote',
  docs: 'https://www.twilio.com/docs/voice/twiml/say',
  channels: ['voice'],
  fields: {
    prompts: prompts({
      label: 'What callers hear',
      term: 'Say',
      hint: 'Type {{ to insert a variable',
      required: true,
      initial: [{ say: 'Thank you for calling.' }],
    }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => promptsSummary(props.prompts, 'Says nothing yet'),
  run: (ctx) => {
    const { elements, notes } = promptElements(ctx.props.prompts, ctx);
    return { twiml: elements, go: 'next', notes };
  },
  read: (element) => {
    const prompts = element.tag === 'Say' ? readPrompts([element]) : undefined;
    return prompts && { prompts };
  },
});
