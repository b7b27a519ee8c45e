import type { FlowTemplate } from './template.ts';

/** For a voice agent of one's own: it talks, and hands over to people when it should. */
export const aiAgent: FlowTemplate = {
  id: 'ai-agent',
  title: 'AI voice agent',
  about:
    'An AI agent of yours talks with callers by ConversationRelay, in English or Spanish, and hands over to a person.',
  document: {
    version: 1,
    name: 'AI agent',
    settings: { language: 'en-US', voice: 'Polly.Joanna-Neural', timezone: 'America/New_York' },
    variables: {},
    blocks: {
      start: { type: 'start', name: 'Call comes in', props: { on: 'incoming-call' }, exits: { next: 'agent' } },
      agent: {
        type: 'agent',
        name: 'AI agent',
        props: {
          url: 'wss://agent.example.com/talk',
          welcomeGreeting: 'Hello, you are talking to our assistant. How can I help you?',
          interruptible: 'speech',
          nouns: [
            {
              tag: 'Language',
              attributes: { code: 'en-US', ttsProvider: 'Google', transcriptionProvider: 'Deepgram' },
            },
            { tag: 'Language', attributes: { code: 'es-US', ttsProvider: 'Google', transcriptionProvider: 'Google' } },
            { tag: 'Parameter', attributes: { name: 'caller', value: '{{ call.From }}' } },
          ],
        },
        exits: { handoff: 'whom', ended: 'bye', failed: 'unavailable' },
      },
      whom: {
        type: 'condition',
        name: 'Who can help',
        props: {
          branches: [
            {
              id: 'sales',
              label: 'Sales',
              variable: 'blocks.agent.HandoffData',
              operator: 'contains',
              value: 'sales',
            },
          ],
        },
        exits: { sales: 'sales', otherwise: 'desk' },
      },
      sales: {
        type: 'dial',
        name: 'Sales team',
        props: { targets: [{ kind: 'number', to: '+15550100111' }], order: 'together', timeout: 20 },
        exits: { noAnswer: 'desk', busy: 'desk', failed: 'desk' },
      },
      unavailable: {
        type: 'say',
        name: 'No agent',
        props: { prompts: [{ say: 'Our assistant is not available. We connect you with a person.' }] },
        exits: { next: 'desk' },
      },
      desk: {
        type: 'dial',
        name: 'Front desk',
        props: { targets: [{ kind: 'number', to: '+15550100101' }], order: 'together', timeout: 25 },
        exits: { noAnswer: 'sorry', busy: 'sorry', failed: 'sorry' },
      },
      sorry: {
        type: 'say',
        name: 'Nobody is free',
        props: { prompts: [{ say: 'Nobody is free at the moment. Please call again later.' }] },
        exits: { next: 'end' },
      },
      bye: {
        type: 'say',
        name: 'Goodbye',
        props: { prompts: [{ say: 'Thank you for calling. Goodbye.' }] },
        exits: { next: 'end' },
      },
      end: { type: 'hangup', name: 'Hang up', props: {}, exits: {} },
    },
    layout: {
      start: [0, 200],
      agent: [220, 140],
      whom: [560, 0],
      sales: [900, 0],
      unavailable: [560, 320],
      desk: [1240, 200],
      bye: [900, 420],
      sorry: [1580, 220],
      end: [1920, 300],
    },
    tests: [
      {
        name: 'The agent hands over to sales',
        outcomes: { ConversationRelay: { seconds: '20', handoff: '{"reason":"sales"}' } },
        steps: [
          { says: 'How can I help you?' },
          { say: 'I would like to buy something.' },
          { variable: 'blocks.agent.HandoffData', is: '{"reason":"sales"}' },
          { dials: '+15550100111' },
          { endsAt: 'sales' },
        ],
      },
      {
        name: 'What it hands over without sales reaches the front desk',
        outcomes: { ConversationRelay: { handoff: '{"reason":"complaint"}' } },
        steps: [{ dials: '+15550100101' }, { endsAt: 'desk' }],
      },
      {
        name: 'When the agent is done the caller hears goodbye',
        steps: [
          { variable: 'blocks.agent.SessionStatus', is: 'ended' },
          { says: 'Thank you for calling' },
          { endsAt: 'end' },
        ],
      },
      {
        name: 'Without the agent a person answers',
        outcomes: { ConversationRelay: { error: '64102', message: 'Unable to connect to the WebSocket URL' } },
        steps: [
          { says: 'not available' },
          { variable: 'blocks.agent.ErrorCode', is: '64102' },
          { dials: '+15550100101' },
          { endsAt: 'desk' },
        ],
      },
      {
        name: 'The caller may hang up on the agent',
        steps: [{ says: 'How can I help' }, { hangUp: true, listening: true }, { endsAt: 'agent' }],
      },
    ],
  },
};
