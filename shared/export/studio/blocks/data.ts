import type { Json } from '../../../flow/types.ts';
import { isAccountAuth } from '../../../studio/account-auth.ts';
import { type Exporter, type Exporting, filled, listOf, type Match, type Told } from '../exporting.ts';
import { argumentOf } from '../names.ts';

/** Set variables. */
export const set: Exporter = ({ block, text, only, variable }): Told => {
  only('assignments');
  const variables = listOf(block.props.assignments).map(({ name, value }) => ({
    key: variable(String(name)),
    value: text(value) ?? '',
  }));
  return { type: 'set-variables', properties: { variables }, events: { next: ['next'] } };
};

/** Condition. */
export const condition: Exporter = (exporting): Told => {
  const { block, only } = exporting;
  only('branches', 'forgiving');
  const matches = listOf(block.props.branches).map((branch) => matchOf(branch, exporting));
  const properties = filled({ input: matches[0]?.condition.arguments[0] });
  return { type: 'split-based-on', properties, events: { noMatch: ['otherwise'] }, matches };
};

function matchOf(branch: Readonly<Record<string, Json>>, { block, text, cannot }: Exporting): Match {
  const operator = String(branch.operator);
  const argument = text(argumentOf(String(branch.variable))) ?? '';
  if (OURS.has(operator)) cannot('compares words without regard to punctuation.');
  const written = text(branch.value) ?? '';
  if (block.props.forgiving === true && FORGIVEN.has(operator) && /[\p{L}\s]/u.test(written.trim()))
    cannot('compares as people mean it, without regard to punctuation; untick that.');
  const value = operator === 'regex' ? inner(written) : written;
  const name = String(branch.label ?? '') || `If value ${operator} ${value}`.trim();
  return { exit: String(branch.id), condition: { friendly_name: name, arguments: [argument], type: operator, value } };
}

/** Ways to compare that Studio does not have. */
const OURS: ReadonlySet<string> = new Set(['is_word_of', 'contains_word_of']);

/** Ways to compare in which punctuation and white space of words can make a difference. */
const FORGIVEN: ReadonlySet<string> = new Set([
  ...['equal_to', 'not_equal_to', 'matches_any_of', 'does_not_match_any_of'],
  ...['contains', 'does_not_contain', 'starts_with', 'does_not_start_with'],
]);

/** Studio's patterns match the whole text by themselves. */
function inner(pattern: string): string {
  const whole = /^\^\(\?:([\s\S]*)\)\$$/.exec(pattern)?.[1] ?? /^\^(?![^|]*\|)([\s\S]*)(?<!\\)\$$/.exec(pattern)?.[1];
  return whole ?? `.*(?:${pattern}).*`;
}

/** HTTP request. */
export const http: Exporter = (exporting): Told => {
  const { block, text, only, cannot } = exporting;
  const { props } = block;
  const account = isAccountAuth(props);
  only('method', 'url', 'body', 'json', 'form', 'text', 'contentType', 'timeout', ...(account ? AUTH : []));
  const method = String(props.method ?? 'GET');
  if (method !== 'GET' && method !== 'POST') cannot(`asks by ${method}; Studio knows GET and POST.`);
  const isJson = props.body === 'json';
  const properties = filled({
    method,
    url: text(props.url),
    content_type: isJson
      ? 'application/json;charset=utf-8'
      : (text(props.contentType) ?? 'application/x-www-form-urlencoded;charset=utf-8'),
    body: isJson ? text(props.json) : props.body === 'text' ? text(props.text) : undefined,
    parameters: props.body === 'form' ? formOf(exporting) : undefined,
    add_twilio_auth: account || undefined,
  });
  return { type: 'make-http-request', properties, events: { success: ['success'], failed: FAILURES } };
};

const AUTH = ['auth', 'username', 'password'];

/** A request that was Run Function. */
export const runFunction: Exporter = (exporting): Told => {
  const { text, block, only } = exporting;
  only('method', 'url', 'body', 'form', 'timeout');
  const properties = filled({ url: text(block.props.url), parameters: formOf(exporting) });
  return { type: 'run-function', properties, events: { success: ['success'], fail: FAILURES } };
};

const FAILURES = ['clientError', 'serverError', 'timeout', 'failed'];

function formOf({ block, text }: Exporting): Json | undefined {
  const fields = listOf(block.props.form).map(({ name, value }) => ({
    key: text(name) ?? '',
    value: text(value) ?? '',
  }));
  return fields.length === 0 ? undefined : fields;
}

/** Subflow. */
export const subflow: Exporter = ({ block, text, only, cannot }): Told => {
  only('flow', 'parameters', 'outcomes');
  if (
    listOf(block.props.outcomes).length > 0 ||
    (Array.isArray(block.props.outcomes) && block.props.outcomes.length > 0)
  )
    cannot('goes on by outcomes of the other flow; Studio knows that it is done or failed.');
  const parameters = listOf(block.props.parameters).map(({ name, value }) => ({
    key: String(name),
    value: text(value) ?? '',
    type: 'string',
  }));
  const properties = filled({
    flow_sid: text(block.props.flow),
    flow_revision: 'LatestPublished',
    parameters: parameters.length === 0 ? undefined : parameters,
  });
  return { type: 'run-subflow', properties, events: { completed: ['done'], failed: ['failed'] }, needs: sidOfFlow };
};

/** Studio knows a flow by its SID, which is not known here unless the block came from there and is as it was. */
function sidOfFlow({ flow_sid: sid = '' }: Readonly<Record<string, Json>>): string | undefined {
  if (/^FW[0-9a-f]{32}$/i.test(String(sid))) return undefined;
  const stands = sid === '' ? 'which stays empty' : `where "${String(sid)}" stands now`;
  return `runs another flow, which Studio knows by a SID: put that (FW…) into flow_sid, ${stands}.`;
}

/** Send a message. */
export const send: Exporter = (exporting): Told => {
  const { block, text, only, cannot } = exporting;
  only('to', 'from', 'body', 'media', 'contentSid', 'contentVariables', 'shortenUrls');
  const { props, exits } = block;
  for (const exit of ['optedOut', 'notReachable']) {
    if (exits[exit] !== undefined && exits[exit] !== exits.failed)
      cannot('goes on in different ways by why a message failed.');
  }
  const properties = filled({
    ...content(exporting),
    from: text(props.from) ?? '{{flow.channel.address}}',
    to: text(props.to) ?? '{{contact.channel.address}}',
    shorten_urls: props.shortenUrls === true ? true : undefined,
  });
  return { type: 'send-message', properties, events: { sent: ['sent'], failed: ['failed'] } };
};

/** Text reply, which Studio sends through the REST API. */
export const message: Exporter = (exporting): Told => {
  exporting.only('body', 'media', 'after', 'plain');
  if (exporting.block.props.after !== undefined && exporting.block.props.after !== 'next')
    exporting.cannot('goes on by what became of it.');
  const properties = filled({
    ...content(exporting),
    from: '{{flow.channel.address}}',
    to: '{{contact.channel.address}}',
  });
  return { type: 'send-message', properties, events: { sent: ['next'], failed: ['next'] } };
};

/** Wait for an answer. */
export const waitMessage: Exporter = (exporting): Told => {
  const { block, text, only } = exporting;
  only('body', 'media', 'minutes');
  const { minutes } = block.props;
  const properties = filled({
    ...content(exporting),
    from: '{{flow.channel.address}}',
    timeout:
      typeof minutes === 'string' && minutes.includes('{{') ? text(minutes) : String(Number(minutes ?? 1_440) * 60),
  });
  return { type: 'send-and-wait-for-reply', properties, events: { incomingMessage: ['answered'], timeout: ['late'] } };
};

function content({ block, text, cannot }: Exporting): Readonly<Record<string, Json | undefined>> {
  const { body, media, contentSid, contentVariables } = block.props;
  const files = Array.isArray(media) ? (media as readonly Json[]) : [];
  if (files.length > 1) cannot(`sends ${files.length} files; a message of Studio has one.`);
  const template = text(contentSid);
  return {
    body: text(body),
    service: '{{trigger.message.InstanceSid}}',
    channel: '{{trigger.message.ChannelSid}}',
    media_url: text(files[0]),
    message_type: template === undefined ? undefined : 'content_template',
    content_sid: template,
    content_variables: template === undefined ? undefined : variablesOf(text(contentVariables), cannot),
  };
}

function variablesOf(json: string | undefined, cannot: Exporting['cannot']): Json | undefined {
  if (json === undefined) return undefined;
  // Expressions as imports write them stand for whole values.
  const plain = json.replace(
    /:\s*\{\{\s*([^{}]+?)\s*\|\s*to_json\s*\}\}/g,
    (_, inner: string) => `: ${JSON.stringify(`{{${inner}}}`)}`,
  );
  try {
    return Object.entries(JSON.parse(plain) as Record<string, Json>).map(([key, value]) => ({
      key,
      value: String(value),
    }));
  } catch {
    cannot('fills its content template by JSON that is made while the flow runs.');
    return undefined;
  }
}

/** A widget that was kept as it is. */
export const widget: Exporter = ({ block, only, cannot }): Told => {
  only('widget', 'properties', 'takes');
  const type = String(block.props.widget ?? '');
  try {
    const properties = JSON.parse(String(block.props.properties || '{}')) as Readonly<Record<string, Json>>;
    return { type, properties, events: Object.fromEntries(Object.keys(block.exits).map((exit) => [exit, [exit]])) };
  } catch {
    cannot('holds properties that are no JSON any more.');
    return { type, properties: {} };
  }
};
