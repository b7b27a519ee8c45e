import type { FlowTemplate } from './template.ts';

/** A room behind a PIN: guests wait with music until the host comes. */
export const conferenceRoom: FlowTemplate = {
  id: 'conference-room',
  title: 'Conference room',
  about: 'Callers enter a PIN; guests wait with music until the host joins, and the room closes when the host leaves.',
  document: {
    version: 1,
    name: 'Conference room',
    settings: { language: 'en-US', voice: 'Polly.Matthew-Neural' },
    variables: {
      hostPin: { type: 'string', initial: '8642', about: 'Opens and closes the room' },
      guestPin: { type: 'string', initial: '1357', about: 'Joins once the host is there' },
    },
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'pin' } },
      pin: {
        type: 'gather',
        name: 'PIN',
        props: {
          prompts: [{ say: 'Welcome. Please enter your PIN, then press pound.' }],
          numDigits: 4,
          timeout: 8,
        },
        exits: { input: 'who', noInput: 'bye' },
      },
      who: {
        type: 'condition',
        name: 'Host or guest?',
        props: {
          branches: [
            {
              id: 'host',
              label: 'Host',
              variable: 'blocks.pin.Digits',
              operator: 'equal_to',
              value: '{{ hostPin }}',
            },
            {
              id: 'guest',
              label: 'Guest',
              variable: 'blocks.pin.Digits',
              operator: 'equal_to',
              value: '{{ guestPin }}',
            },
          ],
        },
        exits: { host: 'hostRoom', guest: 'guestRoom', otherwise: 'wrong' },
      },
      wrong: {
        type: 'say',
        name: 'Wrong PIN',
        props: { prompts: [{ say: 'Sorry, that is not a PIN of this room.' }] },
        exits: { next: 'pin' },
      },
      hostRoom: {
        type: 'conference',
        name: 'Room, as host',
        props: { room: 'weekly', conference_startConferenceOnEnter: true, conference_endConferenceOnExit: true },
        exits: { completed: 'bye', failed: 'full' },
      },
      guestRoom: {
        type: 'conference',
        name: 'Room, as guest',
        props: {
          room: 'weekly',
          conference_startConferenceOnEnter: false,
          conference_waitUrl: { exit: 'waiting' },
        },
        exits: { completed: 'bye', failed: 'full', waiting: 'patience' },
      },
      patience: {
        type: 'say',
        name: 'Until the host comes',
        props: {
          prompts: [
            { say: 'The host is not here yet. Please hold.' },
            { play: 'https://demo.twilio.com/docs/classic.mp3', loop: 20 },
          ],
        },
        exits: {},
      },
      full: {
        type: 'say',
        name: 'No way in',
        props: { prompts: [{ say: 'The room is full. Please try again later.' }] },
        exits: {},
      },
      bye: { type: 'say', name: 'Goodbye', props: { prompts: [{ say: 'Goodbye.' }] }, exits: {} },
    },
    layout: {
      start: [0, 120],
      pin: [220, 60],
      who: [560, 60],
      wrong: [560, -140],
      hostRoom: [900, -20],
      guestRoom: [900, 180],
      bye: [1240, -80],
      full: [1240, 100],
      patience: [1240, 280],
    },
    tests: [
      {
        name: 'A guest waits with music until the host comes',
        media: { 'classic.mp3': 60 },
        steps: [
          { press: '1357' },
          { says: 'The host is not here yet' },
          { plays: 'classic.mp3' },
          { at: 'patience' },
          { hangUp: true },
        ],
      },
      {
        name: 'A wrong PIN is asked for again, and nobody waits for one for ever',
        steps: [
          { press: '0000' },
          { says: 'not a PIN of this room' },
          { says: 'enter your PIN' },
          { silence: true },
          { says: 'Goodbye' },
          { endsAt: 'bye' },
        ],
      },
    ],
  },
};
