import type { State } from '../definition.ts';
import type { Mapper } from '../mapping.ts';
import { capturePayments, connectCallTo, forkStream, recordCall, recordVoicemail } from './calls.ts';
import {
  conversationRelay,
  enqueueCall,
  sendToFlex,
  twimlRedirect,
  virtualAgent,
  virtualAgentV2,
} from './connections.ts';
import { httpRequest, runFunction, runSubflow, setVariables, splitBasedOn } from './data.ts';
import { sendAndWait, sendMessage } from './messages.ts';
import { placeholder } from './placeholder.ts';
import { gatherInput, sayPlay } from './speech.ts';

/** How each type of widget becomes a block; the trigger becomes starts, which is the flow's business. */
export const MAPPERS: Readonly<Record<string, Mapper>> = {
  'say-play': sayPlay,
  'gather-input-on-call': gatherInput,
  'connect-call-to': connectCallTo,
  'record-voicemail': recordVoicemail,
  'record-call': recordCall,
  'fork-stream': forkStream,
  'capture-payments': capturePayments,
  'enqueue-call': enqueueCall,
  'send-to-flex': (mapping) => (mapping.writes ? flexByMessage : sendToFlex)(mapping),
  'connect-virtual-agent': virtualAgent,
  'connect-virtual-agent-v2': virtualAgentV2,
  'run-conversation-relay': conversationRelay,
  'add-twiml-redirect': twimlRedirect,
  'send-message': sendMessage,
  'send-and-wait-for-reply': sendAndWait,
  'set-variables': setVariables,
  'split-based-on': (mapping) => (hasBranches(mapping.state) ? splitBasedOn : emptySplit)(mapping),
  'make-http-request': httpRequest,
  'run-function': runFunction,
  'run-subflow': runSubflow,
  'make-outgoing-call-v1': outgoing(),
  'make-outgoing-call-v2': outgoing(),
  'send-to-auto-pilot': placeholder(
    {
      kind: 'supply',
      message:
        'Twilio has withdrawn Autopilot: put in its place whatever answers now, such as an HTTP request to your own bot.',
    },
    'failure',
  ),
  'start-conversation': placeholder(
    {
      kind: 'supply',
      message:
        'Conversations are not begun by a flow here: call the Conversations API by an HTTP request, with your credentials as secrets.',
    },
    'failed',
  ),
  'resume-conversation': placeholder(
    {
      kind: 'supply',
      message:
        'Conversations are not taken up by a flow here: call the Conversations API by an HTTP request, with your credentials as secrets.',
    },
    'failed',
  ),
};

const flexByMessage = placeholder(
  {
    kind: 'supply',
    message:
      'A conversation by message reaches Flex through its Interactions API: call it by an HTTP request, with your credentials as secrets.',
  },
  'callFailure',
);

/** Nothing is compared, so there is nothing for a condition to hold. */
const emptySplit = placeholder(
  { kind: 'differs', message: 'It has no branch, so it always goes on by noMatch.' },
  'noMatch',
);

function hasBranches({ transitions }: State): boolean {
  return transitions.some(({ conditions }) => conditions.length > 0);
}

function outgoing(): Mapper {
  return placeholder(
    {
      kind: 'differs',
      message:
        'The call is placed before the flow begins, from the page Calls out or by the API; this block goes on at once. Busy, unanswered and failed calls are told of there and run nothing here.',
    },
    'answered',
  );
}
