import { type Exporter, filled, listOf, type Told } from '../exporting.ts';
import { exitsOnly, nounOf, pairOf } from './calls.ts';

/** Wait in a queue. */
export const enqueue: Exporter = (exporting): Told => {
  const { block, text, only, cannot } = exporting;
  only('queue', 'workflowSid', 'task', 'task_priority', 'task_timeout', 'waitUrl', 'waitUrlMethod', 'after');
  exitsOnly(exporting);
  const { props } = block;
  if (typeof props.waitUrl === 'object') cannot('plays blocks of this flow while the caller waits.');
  const music = typeof props.waitUrl === 'string' ? text(props.waitUrl) : undefined;
  const events = { callComplete: ['bridged', 'leave'], failedToEnqueue: ['queueFull'], callFailure: ['failed'] };
  const method = props.waitUrlMethod === 'GET' ? 'GET' : 'POST';
  const properties = filled({
    queue_name: text(props.queue),
    workflow_sid: text(props.workflowSid),
    task_attributes: text(props.task),
    priority: props.task_priority ?? 0,
    timeout: props.task_timeout,
    wait_url: music,
    wait_url_method: music === undefined ? undefined : method,
  });
  return { type: 'enqueue-call', properties, events };
};

/** An enqueue that was Send To Flex: it has words of its own for the same. */
export const flex: Exporter = (exporting): Told => {
  const { properties, events } = enqueue(exporting);
  const {
    workflow_sid: workflow,
    task_attributes: attributes,
    priority,
    timeout,
    wait_url: waitUrl,
    wait_url_method: waitUrlMethod,
  } = properties;
  const renamed = filled({
    workflow,
    attributes: attributes === '{}' ? undefined : attributes,
    priority: String(priority ?? 0),
    timeout: timeout === undefined ? undefined : String(timeout),
    waitUrl,
    waitUrlMethod,
  });
  return { type: 'send-to-flex', properties: renamed, ...(events && { events }) };
};

/** Connect to a service: a virtual agent. */
export const connect: Exporter = (exporting): Told => {
  const { block, text, only, cannot } = exporting;
  only('nouns', 'after');
  exitsOnly(exporting);
  const [noun = {}] = listOf(block.props.nouns);
  if (noun.tag !== 'VirtualAgent') cannot(`connects with ${String(noun.tag ?? 'nothing')}.`);
  const { text: of, parameters } = nounOf(noun, text);
  const properties = filled({
    connector_name: of('connectorName'),
    configurations: parameters('Config'),
    parameters: parameters('Parameter'),
    status_callback: of('statusCallback'),
    status_callback_method: of('statusCallbackMethod') ?? 'POST',
  });
  const events = { completed: ['ended'], 'live-agent-handoff': ['handoff'], hangup: ['hungUp'], failed: ['failed'] };
  return { type: 'connect-virtual-agent-v2', properties, events };
};

/** One that was the older widget. */
export const olderAgent: Exporter = (exporting): Told => {
  const [noun = {}] = listOf(exporting.block.props.nouns);
  exporting.only('nouns', 'after');
  const { text: of } = nounOf(noun, exporting.text);
  const properties = filled({
    connector: of('connectorName'),
    language: of('language'),
    sentiment_analysis: of('sentimentAnalysis'),
    status_callback: of('statusCallback'),
  });
  return {
    type: 'connect-virtual-agent',
    properties,
    events: { return: ['ended', 'handoff', 'failed'], hangup: ['hungUp'] },
  };
};

/** AI agent. */
export const agent: Exporter = (exporting): Told => {
  const { block, text, only, cannot } = exporting;
  only(
    'url',
    'welcomeGreeting',
    'ttsProvider',
    'voice',
    'language',
    'transcriptionProvider',
    'speechModel',
    'dtmfDetection',
    'interruptible',
    'nouns',
    'after',
  );
  exitsOnly(exporting);
  const { props } = block;
  const nouns = listOf(props.nouns);
  if (nouns.some(({ tag }) => tag !== 'Parameter')) cannot('knows several languages.');
  const properties = filled({
    url: text(props.url),
    welcome_greeting: text(props.welcomeGreeting),
    tts_provider: text(props.ttsProvider),
    voice: text(props.voice),
    language: text(props.language),
    transcription_provider: text(props.transcriptionProvider),
    speech_model: text(props.speechModel),
    dtmf_detection: props.dtmfDetection,
    interruptible:
      props.interruptible === 'any' ? 'true' : props.interruptible === 'none' ? 'false' : text(props.interruptible),
    parameters: nouns.length === 0 ? undefined : nouns.map((noun) => pairOf(noun, text)),
  });
  return { type: 'run-conversation-relay', properties, events: { success: ['ended', 'handoff'], failed: ['failed'] } };
};

/** Redirect. */
export const redirect: Exporter = ({ block, text, only }): Told => {
  only('url', 'method');
  const properties = filled({ url: text(block.props.url), method: block.props.method === 'GET' ? 'GET' : 'POST' });
  return { type: 'add-twiml-redirect', properties, events: { fail: ['failed'] } };
};
