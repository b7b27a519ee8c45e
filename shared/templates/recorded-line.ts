import type { FlowTemplate } from './template.ts';

/** For lines that must be kept and listened to by machines: what runs beside the call starts and stops with the talk. */
export const recordedLine: FlowTemplate = {
  id: 'recorded-line',
  title: 'Recorded line with live transcription',
  about:
    'The call is recorded, written down and its sound streamed to a program of yours, from the notice to the end of the talk.',
  document: {
    version: 1,
    name: 'Recorded line',
    settings: { language: 'en-US', voice: 'Polly.Matthew-Neural', timezone: 'America/New_York' },
    variables: {},
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'notice' } },
      notice: {
        type: 'say',
        name: 'Notice',
        props: { prompts: [{ say: 'This call is recorded and analyzed. Please hold for the next adviser.' }] },
        exits: { next: 'recording' },
      },
      recording: {
        type: 'background',
        name: 'Record',
        props: { logProgress: true, nouns: [{ tag: 'Recording', attributes: { channels: 'dual' } }] },
        exits: { next: 'transcription' },
      },
      transcription: {
        type: 'background',
        name: 'Write down',
        props: {
          logProgress: true,
          nouns: [{ tag: 'Transcription', attributes: { name: 'talk', languageCode: 'en-US', track: 'both_tracks' } }],
        },
        exits: { next: 'stream' },
      },
      stream: {
        type: 'background',
        name: 'Stream the sound',
        props: {
          logProgress: true,
          nouns: [
            {
              tag: 'Stream',
              attributes: { name: 'analysis', url: 'wss://media.example.com/calls', track: 'both_tracks' },
              children: [{ tag: 'Parameter', attributes: { name: 'caller', value: '{{ call.From }}' } }],
            },
          ],
        },
        exits: { next: 'adviser' },
      },
      adviser: {
        type: 'dial',
        name: 'Adviser',
        props: { targets: [{ kind: 'number', to: '+15550100141' }], order: 'together', timeout: 25 },
        exits: { completed: 'stopStream', noAnswer: 'stopStream', busy: 'stopStream', failed: 'stopStream' },
      },
      stopStream: {
        type: 'stopBackground',
        name: 'Stop the stream',
        props: { nouns: [{ tag: 'Stream', attributes: { name: 'analysis' } }] },
        exits: { next: 'stopTranscription' },
      },
      stopTranscription: {
        type: 'stopBackground',
        name: 'Stop writing down',
        props: { nouns: [{ tag: 'Transcription', attributes: { name: 'talk' } }] },
        exits: { next: 'bye' },
      },
      bye: {
        type: 'say',
        name: 'Goodbye',
        props: { prompts: [{ say: 'The analysis has ended. Thank you for calling. Goodbye.' }] },
        exits: { next: 'end' },
      },
      end: { type: 'hangup', name: 'Hang up', props: {}, exits: {} },
    },
    layout: {
      start: [0, 160],
      notice: [220, 120],
      recording: [560, 120],
      transcription: [900, 120],
      stream: [1240, 120],
      adviser: [1580, 80],
      stopStream: [1920, 120],
      stopTranscription: [2260, 120],
      bye: [2600, 120],
      end: [2940, 160],
    },
    tests: [
      {
        name: 'Everything starts before the talk and stops after it',
        steps: [
          { says: 'This call is recorded' },
          { dialled: 'answer', talks: 30 },
          { happens: 'recording-started' },
          { happens: 'transcription-started', of: 'talk' },
          { happens: 'stream-started', of: 'analysis' },
          { dials: '+15550100141' },
          { happens: 'stream-stopped', of: 'analysis' },
          { happens: 'transcription-stopped', of: 'talk' },
          { says: 'The analysis has ended' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'It also stops where nobody answers',
        steps: [
          { dialled: 'no-answer' },
          { dials: '+15550100141' },
          { happens: 'stream-stopped' },
          { says: 'Goodbye' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'A stream that breaks off leaves the call alone',
        outcomes: { Stream: { seconds: '5', error: '31921', message: 'The WebSocket was closed' } },
        steps: [
          { dialled: 'answer', talks: 30 },
          { happens: 'stream-error', of: 'analysis' },
          { says: 'Thank you for calling' },
          { endsAt: 'end' },
        ],
      },
    ],
  },
};
