import { compact, type Mapper, type Mapping, nextOf, numberProp, waysBy } from '../mapping.ts';
import { noun, parametersOf } from './calls.ts';

/** Enqueue Call: a queue by name, or a workflow of TaskRouter. */
export const enqueueCall: Mapper = (mapping) => {
  const props = compact({
    queue: mapping.text('queue_name'),
    workflowSid: mapping.text('workflow_sid'),
    task: mapping.text('task_attributes'),
    ...taskProps(mapping, { timeout: undefined, isTask: mapping.text('task_attributes') !== undefined }),
    waitUrl: mapping.text('wait_url'),
    waitUrlMethod: methodProp(mapping, 'wait_url', 'wait_url_method', 'GET'),
  });
  return { type: 'enqueue', props, ways: waitingWays(mapping) };
};

/** Send To Flex: a task of TaskRouter. Calls are enqueued; a conversation by message needs Flex itself. */
export const sendToFlex: Mapper = (mapping) => {
  const { notes } = mapping;
  const task = mapping.text('attributes') ?? '{}';
  notes.differs(
    'TwiML names no task channel: TaskRouter takes its channel for calls. That Flex shows the call needs the same workflow as before.',
  );
  const props = compact({
    workflowSid: mapping.text('workflow'),
    task,
    ...taskProps(mapping, { timeout: 3600, isTask: true }),
    waitUrl: mapping.text('waitUrl'),
    waitUrlMethod: methodProp(mapping, 'waitUrl', 'waitUrlMethod', 'POST'),
  });
  return { type: 'enqueue', props, ways: waitingWays(mapping) };
};

function taskProps(
  mapping: Mapping,
  { timeout, isTask }: { readonly timeout: number | undefined; readonly isTask: boolean },
) {
  if (!isTask) return {};
  return { task_priority: numberProp(mapping, 'priority', 0), task_timeout: numberProp(mapping, 'timeout') ?? timeout };
}

/** TwiML asks by POST unless told otherwise. */
function methodProp({ state }: Mapping, address: string, property: string, fallback: string): string | undefined {
  if (state.properties[address] === undefined) return undefined;
  const method = String(state.properties[property] ?? fallback).toUpperCase();
  return method === 'GET' ? 'GET' : undefined;
}

function waitingWays({ state, notes }: Mapping) {
  if (nextOf(state, 'composerStarted') !== undefined)
    notes.differs('What follows the event "composerStarted" is not run: a call knows no such thing.');
  return waysBy(state, {
    callComplete: ['bridged', 'leave'],
    failedToEnqueue: ['queueFull'],
    callFailure: ['failed'],
    composerStarted: [],
  });
}

/** Connect Virtual Agent, Dialogflow ES. */
export const virtualAgent: Mapper = (mapping) => {
  const { state, notes } = mapping;
  notes.differs(
    'Twilio has withdrawn this widget: Dialogflow ES is reached as before where the connector is still there.',
  );
  const attributes = compact({
    connectorName: mapping.text('connector'),
    language: mapping.text('language'),
    sentimentAnalysis: mapping.text('sentiment_analysis'),
    statusCallback: mapping.text('status_callback'),
  });
  const nouns = [noun('VirtualAgent', attributes, [])];
  return {
    type: 'connect',
    props: { nouns },
    ways: waysBy(state, { return: ['ended', 'handoff', 'failed'], hangup: ['hungUp'] }),
  };
};

/** Connect Virtual Agent, Dialogflow CX. */
export const virtualAgentV2: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const callback = mapping.text('status_callback');
  const attributes = compact({
    connectorName: mapping.text('connector_name'),
    statusCallback: callback,
    statusCallbackMethod:
      callback !== undefined && state.properties.status_callback_method === 'GET' ? 'GET' : undefined,
  });
  const children = [...parametersOf(mapping, 'configurations', 'Config'), ...parametersOf(mapping, 'parameters')];
  for (const event of ['paused', 'timeout']) {
    if (nextOf(state, event) !== undefined)
      notes.differs(`What follows the event "${event}" is not run: TwiML does not tell of it.`);
  }
  return {
    type: 'connect',
    props: { nouns: [noun('VirtualAgent', attributes, children)] },
    ways: waysBy(state, {
      completed: ['ended'],
      'live-agent-handoff': ['handoff'],
      hangup: ['hungUp'],
      failed: ['failed'],
      paused: [],
      timeout: [],
    }),
  };
};

/** Run ConversationRelay. */
export const conversationRelay: Mapper = (mapping) => {
  const { state } = mapping;
  const dtmf = mapping.text('dtmf_detection');
  const nouns = parametersOf(mapping, 'parameters');
  const props = compact({
    url: mapping.text('url'),
    welcomeGreeting: mapping.text('welcome_greeting'),
    ttsProvider: mapping.text('tts_provider'),
    voice: mapping.text('voice'),
    language: mapping.text('language'),
    transcriptionProvider: mapping.text('transcription_provider'),
    speechModel: mapping.text('speech_model'),
    dtmfDetection: dtmf === undefined ? undefined : dtmf === 'true',
    interruptible: interruptionOf(mapping.text('interruptible')),
    nouns: nouns.length > 0 ? nouns : undefined,
  });
  return { type: 'agent', props, ways: waysBy(state, { success: ['ended', 'handoff'], failed: ['failed'] }) };
};

/** https://www.twilio.com/docs/voice/twiml/connect/conversationrelay: yes and no are old words for any and none. */
function interruptionOf(word: string | undefined): string | undefined {
  if (word === 'true') return 'any';
  return word === 'false' ? 'none' : word;
}

/** TwiML Redirect. */
export const twimlRedirect: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const goesOn = ['return', 'timeout'].filter((event) => nextOf(state, event) !== undefined);
  if (goesOn.includes('return')) {
    notes.supply(
      'The other TwiML came back to Studio at webhooks.twilio.com with FlowEvent=return; have it redirect to a flow that holds what follows here.',
    );
  } else if (goesOn.length > 0) notes.differs('What follows its time-out is not run: the call is no longer ours.');
  if (nextOf(state, 'fail') !== undefined)
    notes.differs(
      'What follows its event "fail" is run only where no address comes out: what the other one answers is not told.',
    );
  const url = mapping.text('url') ?? '';
  const props = compact({ url, method: state.properties.method === 'GET' ? 'GET' : undefined });
  const fails = url.includes('{{') ? ['failed'] : [];
  return { type: 'redirect', props, ways: waysBy(state, { return: [], timeout: [], fail: fails }) };
};
