import type { FlowTemplate } from './template.ts';

const YES = 'yes, y, yep, yes please, ok, okay, sure, 👍';
const NO = 'no, n, nope, no thanks, cannot come, i cannot come';

/** Confirms an appointment by text: understands yes and no, asks again otherwise, and takes another day down. */
export const textConversation: FlowTemplate = {
  id: 'text-conversation',
  title: 'Text conversation',
  about:
    'People who text are asked whether they keep an appointment: yes, no, or a question once more; another day is taken down.',
  document: {
    version: 1,
    name: 'Appointment by text',
    settings: { fallback: 'Sorry, something went wrong on our side. Please text us again later.' },
    variables: {
      company: { type: 'string', initial: 'Riverside Dental', about: 'Name people know you by' },
      appointment: { type: 'string', initial: 'Monday at 10 am', about: 'Day and time, as a text says it' },
      answer: { type: 'string', initial: 'none', about: 'confirmed, or moved' },
      wish: { type: 'string', initial: '', about: 'Day that would suit better' },
    },
    blocks: {
      start: { type: 'start', name: 'Message comes in', props: { on: 'incoming-message' }, exits: { next: 'ask' } },
      ask: {
        type: 'waitMessage',
        name: 'Will you come?',
        props: {
          body: '{{ company }}: you have an appointment on {{ appointment }}. Will you come? Answer YES or NO.',
        },
        exits: { answered: 'judge', late: 'tooLate' },
      },
      judge: {
        type: 'condition',
        name: 'Yes or no?',
        props: {
          branches: [
            { id: 'yes', label: 'Yes', variable: 'message.Body', operator: 'is_word_of', value: YES },
            { id: 'no', label: 'No', variable: 'message.Body', operator: 'is_word_of', value: NO },
          ],
        },
        exits: { yes: 'confirm', no: 'another', otherwise: 'again' },
      },
      again: {
        type: 'waitMessage',
        name: 'Ask again',
        props: {
          body: 'Sorry, we did not understand that. Please answer YES if you come on {{ appointment }}, or NO.',
        },
        exits: { answered: 'judge', late: 'tooLate' },
      },
      confirm: {
        type: 'set',
        name: 'Confirmed',
        props: { assignments: [{ name: 'answer', value: 'confirmed' }] },
        exits: { next: 'thanks' },
      },
      thanks: {
        type: 'message',
        name: 'Thank you',
        props: { body: 'Thank you! See you on {{ appointment }}.' },
        exits: {},
      },
      another: {
        type: 'waitMessage',
        name: 'Another day?',
        props: { body: 'Thank you for telling us. Which day would suit you better?' },
        exits: { answered: 'keepWish', late: 'tooLate' },
      },
      keepWish: {
        type: 'set',
        name: 'Keep the wish',
        props: {
          assignments: [
            { name: 'answer', value: 'moved' },
            { name: 'wish', value: '{{ blocks.another.Body }}' },
          ],
        },
        exits: { next: 'noted' },
      },
      noted: {
        type: 'message',
        name: 'Noted',
        props: { body: 'We noted “{{ wish }}” and will call you to find a time.' },
        exits: {},
      },
      tooLate: {
        type: 'message',
        name: 'Too late',
        props: { body: 'Thank you for your answer. It came after a day, so please call us to be sure of your time.' },
        exits: {},
      },
    },
    layout: {
      start: [0, 200],
      ask: [300, 180],
      judge: [660, 160],
      again: [660, 460],
      confirm: [1020, 60],
      thanks: [1360, 60],
      another: [1020, 260],
      keepWish: [1360, 260],
      noted: [1700, 260],
      tooLate: [1020, 560],
    },
    tests: [
      {
        name: 'Yes confirms, however it is written',
        steps: [
          { write: 'Hello' },
          { sends: 'Will you come?' },
          { write: 'Yes!' },
          { sends: 'See you on Monday at 10 am' },
          { variable: 'answer', is: 'confirmed' },
          { endsAt: 'thanks' },
        ],
      },
      {
        name: 'What is not understood is asked again; no asks for another day',
        steps: [
          { write: 'Hello' },
          { write: 'Who is this?' },
          { sends: 'we did not understand' },
          { at: 'again' },
          { write: 'no thanks' },
          { sends: 'Which day would suit you better?' },
          { write: 'Tuesday, after 3' },
          { sends: 'We noted “Tuesday, after 3”' },
          { variable: 'wish', is: 'Tuesday, after 3' },
          { endsAt: 'noted' },
        ],
      },
      {
        name: 'An answer after more than a day',
        steps: [
          { write: 'Hello' },
          { wait: 86_400 },
          { wait: 1 },
          { write: 'yes' },
          { sends: 'please call us' },
          { endsAt: 'tooLate' },
        ],
      },
    ],
  },
};
