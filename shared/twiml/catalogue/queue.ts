import { attribute } from './attribute.ts';
import type { ElementSpec, FlowNext, FlowOutcome } from './types.ts';

/** Enqueue with its Task, and Leave: waiting in a queue. */
export const queueElements: readonly ElementSpec[] = [
  {
    id: 'Enqueue',
    tag: 'Enqueue',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Puts the caller in a queue.',
    docs: 'https://www.twilio.com/docs/voice/twiml/enqueue',
    parents: ['Response'],
    children: ['Task'],
    text: {
      allowed: true,
      required: true,
      unless: { attributes: ['workflowSid'] },
      content: 'name',
      maxLength: 64,
      twilioError: 14204,
    },
    attributes: [
      attribute.url('action', 'URL requested when the caller leaves the queue; without it the next verb runs.', {
        twilioError: 14203,
      }),
      attribute.method('method', 'action', { twilioError: 14201 }),
      attribute.url('waitUrl', 'Music or TwiML while waiting, asked for again at its end; empty for silence.', {
        runs: 'enqueueWait',
        defaultAbout: "Twilio's classical music",
        twilioError: 14202,
      }),
      attribute.method('waitUrlMethod', 'waitUrl', { twilioError: 14206 }),
      attribute.text('workflowSid', 'TaskRouter workflow that hands the caller to a worker.'),
      attribute.integer('maxQueueSize', 'Most callers in the queue; Twilio documents it at the queue itself.', {
        default: 1000,
        max: 5000,
        undocumented: true,
      }),
    ],
    flow: {
      class: 'queue',
      blocking: true,
      endsDocument: 'conditional',
      answersCall: 'yes',
      defaultAction: 'none',
      outcomes: [
        left('bridged', 'someone took the call from the queue, and that call is over'),
        left('leave', 'Leave ran in the waiting document'),
        left('redirected', 'REST moved the waiting caller to another document'),
        left('redirected-from-bridged', 'REST moved the caller out of the joined call', 'action'),
        left('queue-full', 'the queue was full (14207); QueueSid and QueueTime are missing'),
        left('error', 'the TwiML of Enqueue or of the waiting document is wrong'),
        left('system-error', 'Twilio failed'),
        left('hangup', 'the caller hangs up; the action request cannot change the call', 'endCall'),
      ],
    },
    notes: ['The queue is made on demand.', 'A name over 64 characters is error 14205.'],
  },
  {
    id: 'Task',
    tag: 'Task',
    document: 'voice',
    kind: 'noun',
    status: 'ga',
    about: 'Attributes of the TaskRouter task, as JSON.',
    docs: 'https://www.twilio.com/docs/taskrouter/twiml-queue-calls',
    parents: ['Enqueue'],
    children: [],
    maxPerParent: 1,
    text: { allowed: true, required: true, content: 'json', twilioError: 14221 },
    attributes: [
      attribute.integer('priority', 'Higher numbers are served first.', { default: 0, min: 0 }),
      attribute.integer('timeout', 'How long the task stays alive.', { default: 86400, unit: 's' }),
    ],
  },
  {
    id: 'Leave',
    tag: 'Leave',
    document: 'voice',
    kind: 'verb',
    status: 'ga',
    about: 'Takes the waiting caller out of the queue.',
    docs: 'https://www.twilio.com/docs/voice/twiml/leave',
    parents: ['Response'],
    children: ['Parameter'],
    text: { allowed: false },
    attributes: [],
    flow: {
      class: 'leave',
      blocking: false,
      endsDocument: 'always',
      outcomes: [
        { id: 'queued', when: 'used in the waiting document of a queue', next: 'resumeAfterEnqueue' },
        { id: 'notQueued', when: 'used anywhere else', next: 'undefined', confidence: 'undocumented' },
      ],
    },
  },
];

function left(id: string, when: string, next: FlowNext = 'actionOrNextVerb'): FlowOutcome {
  return { id, when, next, params: [`QueueResult=${id}`] };
}
