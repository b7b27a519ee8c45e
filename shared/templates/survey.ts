import type { FlowTemplate } from './template.ts';

/** Two questions and a comment; unhappy callers are asked what went wrong. */
export const survey: FlowTemplate = {
  id: 'survey',
  title: 'Survey',
  about: 'Callers rate their visit from 1 to 5; unhappy ones say what went wrong, all may be called back.',
  document: {
    version: 1,
    name: 'Customer survey',
    settings: { language: 'en-US', voice: 'Polly.Joanna-Neural' },
    variables: {
      score: { type: 'string', initial: '', about: 'Rating from 1 to 5' },
      callBack: { type: 'string', initial: 'no', about: 'Whether the caller wants to be called back' },
    },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'welcome' } },
      welcome: {
        type: 'say',
        name: 'Welcome',
        props: { prompts: [{ say: 'Thank you for taking our short survey.' }, { pause: 1 }] },
        exits: { next: 'rating' },
      },
      rating: {
        type: 'gather',
        name: 'How was it?',
        props: {
          prompts: [
            { say: 'How happy were you with your visit? Press a number from 1, not at all, to 5, very happy.' },
          ],
          numDigits: 1,
          timeout: 8,
        },
        exits: { input: 'keep', noInput: 'goodbye' },
      },
      keep: {
        type: 'set',
        name: 'Keep the rating',
        props: { assignments: [{ name: 'score', value: '{{ blocks.rating.Digits }}' }] },
        exits: { next: 'judge' },
      },
      judge: {
        type: 'condition',
        name: 'Happy?',
        props: {
          branches: [
            { id: 'unhappy', label: '1 or 2', variable: 'score', operator: 'matches_any_of', value: '1, 2' },
            { id: 'happy', label: '3 to 5', variable: 'score', operator: 'matches_any_of', value: '3, 4, 5' },
          ],
        },
        exits: { unhappy: 'sorry', happy: 'callBackMenu', otherwise: 'rating' },
      },
      sorry: {
        type: 'say',
        name: 'What went wrong?',
        props: { prompts: [{ say: 'We are sorry to hear that. Please tell us after the beep what went wrong.' }] },
        exits: { next: 'comment' },
      },
      comment: {
        type: 'record',
        name: 'Comment',
        props: { maxLength: 60, finishOnKey: '#', logRecording: true },
        exits: { recorded: 'callBackMenu', silence: 'callBackMenu' },
      },
      callBackMenu: {
        type: 'menu',
        name: 'Call you back?',
        props: {
          prompts: [{ say: 'Shall we call you back? Press 1 for yes or 2 for no.' }],
          choices: [
            { id: 'yes', key: '1', label: 'Yes', phrases: ['yes', 'please'] },
            { id: 'no', key: '2', label: 'No', phrases: ['no', 'no thanks'] },
          ],
          attempts: 2,
        },
        exits: { yes: 'wanted', no: 'goodbye', noInput: 'goodbye', noMatch: 'goodbye' },
      },
      wanted: {
        type: 'set',
        name: 'Wants a call',
        props: { assignments: [{ name: 'callBack', value: 'yes' }] },
        exits: { next: 'goodbye' },
      },
      goodbye: {
        type: 'say',
        name: 'Goodbye',
        props: {
          prompts: [
            {
              say: 'Thank you{% if callBack == "yes" %}. We will call you back soon{% endif %}. Goodbye.',
            },
          ],
        },
        exits: {},
      },
    },
    layout: {
      start: [0, 200],
      welcome: [220, 160],
      rating: [560, 140],
      keep: [900, 140],
      judge: [1240, 120],
      sorry: [1580, 0],
      comment: [1920, 0],
      callBackMenu: [2260, 180],
      wanted: [2600, 120],
      goodbye: [2940, 220],
    },
    tests: [
      {
        name: 'Happy callers are not asked what went wrong',
        steps: [
          { says: 'How happy were you' },
          { press: '5' },
          { variable: 'score', is: '5' },
          { says: 'Shall we call you back?' },
          { press: '2' },
          { says: 'Thank you. Goodbye.' },
          { endsAt: 'goodbye' },
        ],
      },
      {
        name: 'Unhappy callers tell why and are called back',
        steps: [
          { press: '1' },
          { says: 'We are sorry to hear that' },
          { say: 'I had to wait for an hour.' },
          { press: '#' },
          { says: 'Shall we call you back?' },
          { say: 'Yes, please.' },
          { says: 'We will call you back soon' },
          { variable: 'callBack', is: 'yes' },
          { endsAt: 'goodbye' },
        ],
      },
      {
        name: 'A number that is no rating is asked for again',
        steps: [
          { press: '9' },
          { at: 'rating' },
          { says: 'from 1, not at all, to 5' },
          { hangUp: true },
          { endsAt: 'rating' },
        ],
      },
    ],
  },
};
