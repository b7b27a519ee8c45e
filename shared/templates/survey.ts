import type { FlowTemplate } from './index.ts';

/** Two questions and a comment; unhappy callers are asked for one. */
export const survey: FlowTemplate = {
  id: 'survey',
  title: 'Survey',
  about: 'Asks for a score, lets unhappy callers say why, and thanks everybody.',
  document: {
    version: 1,
    name: 'Survey',
    settings: {
      language: 'en-US',
      voice: 'Polly.Salli-Neural',
      fallback: 'Sorry, the survey is out of order. Thank you for your time.',
    },
    variables: { score: { type: 'number', about: 'Score from 1 to 5' } },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'ask' } },
      ask: {
        type: 'gather',
        name: 'Ask for a score',
        props: {
          prompts: [{ say: 'How happy are you with our service? Press a key from 1, not at all, to 5, very happy.' }],
          input: ['dtmf'],
          numDigits: 1,
          timeout: 8,
        },
        exits: { input: 'keep', noInput: 'goodbye' },
      },
      keep: {
        type: 'set',
        name: 'Keep the score',
        props: { assignments: [{ name: 'score', value: '{{ blocks.ask.Digits }}' }] },
        exits: { next: 'happy' },
      },
      happy: {
        type: 'condition',
        name: 'How happy?',
        props: {
          branches: [
            { id: 'low', label: 'Not happy (1 or 2)', variable: 'score', operator: 'matches_any_of', value: '1, 2' },
            { id: 'high', label: 'Happy (3 to 5)', variable: 'score', operator: 'matches_any_of', value: '3, 4, 5' },
          ],
        },
        exits: { low: 'why', high: 'thanks', otherwise: 'wrong' },
      },
      why: {
        type: 'say',
        name: 'Ask why',
        props: {
          prompts: [{ say: 'We are sorry to hear that. After the tone, please tell us what we can do better.' }],
        },
        exits: { next: 'comment' },
      },
      comment: {
        type: 'record',
        name: 'Comment',
        props: { maxLength: 60, finishOnKey: '#', transcribe: true, logRecording: true },
        exits: { recorded: 'thanks', silence: 'thanks' },
      },
      wrong: {
        type: 'say',
        name: 'Not a score',
        props: { prompts: [{ say: 'Please press a key from 1 to 5.' }] },
        exits: { next: 'ask' },
      },
      thanks: {
        type: 'say',
        name: 'Thank the caller',
        props: { prompts: [{ say: 'You gave us {{ score }} out of 5. Thank you for helping us.' }] },
        exits: { next: 'goodbye' },
      },
      goodbye: { type: 'hangup', name: 'Goodbye', props: {}, exits: {} },
    },
    layout: {
      start: [0, 60],
      ask: [220, 40],
      keep: [560, 40],
      happy: [900, 40],
      why: [1240, 0],
      wrong: [1240, 220],
      comment: [1580, 0],
      thanks: [1920, 120],
      goodbye: [2260, 180],
    },
    tests: [],
  },
};
