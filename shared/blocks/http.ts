import { type BlockProblem, defineBlock, type StepNote, type StepResult } from '../block.ts';
import type { HttpOutcome } from '../effect.ts';
import { boolean } from '../fields/boolean.ts';
import { choice } from '../fields/choice.ts';
import { type Mapping, mappings } from '../fields/mappings.ts';
import { number } from '../fields/number.ts';
import { type Pair, pairs } from '../fields/pairs.ts';
import { promptElements } from '../fields/prompt-elements.ts';
import { prompts } from '../fields/prompts.ts';
import { sealed } from '../fields/sealed.ts';
import { text } from '../fields/text.ts';
import type { FlowSettings } from '../flow/types.ts';
import { answerOf } from './http/answer.ts';
import { METHODS, RETRIES, requestOf, TIMEOUT } from './http/request.ts';
import { keep } from './values/keep.ts';

/** What an answer is read as. */
const ROOTS = ['json', 'body', 'status', 'contentType'];

type Props = Readonly<Record<string, unknown>>;
const hasBody = ({ method = 'GET' }: Props): boolean => method !== 'GET' && method !== 'HEAD';
const bodyIs = (kind: string) => (props: Props) => hasBody(props) && props.body === kind;
const authIs = (scheme: string) => (props: Props) => props.auth === scheme;

/** Asks another server, and goes on by what it answers. */
export const http = defineBlock({
  type: 'http',
  title: 'HTTP request',
  verbs: () => [],
  about:
    'Asks another server – a CRM, a booking system, a webhook – and goes on by its answer. Callers wait on hold where it takes longer than a few seconds; who sent a message waits for its answer.',
  keywords: ['api', 'rest', 'webhook', 'fetch', 'lookup', 'json', 'crm', 'url', 'get', 'post'],
  group: 'data',
  icon: 'globe',
  docs: null,
  secrets: true,
  fields: {
    method: choice({
      label: 'Method',
      options: { values: METHODS.map((value) => ({ value, label: value })) },
      initial: 'GET',
      placeholder: 'GET',
    }),
    url: sealed({
      label: 'Web address',
      hint: 'Type {{ for a variable; its value is made fit for an address',
      placeholder: 'https://api.example.com/customers?phone={{ call.From }}',
      required: true,
      options: { url: true, maxLength: 4_000 },
    }),
    auth: choice({
      label: 'Authentication',
      options: {
        values: [
          { value: 'none', label: 'None' },
          { value: 'basic', label: 'User name and password' },
          { value: 'bearer', label: 'Bearer token' },
        ],
      },
      placeholder: 'None',
    }),
    username: sealed({ label: 'User name', when: authIs('basic'), options: { maxLength: 1_000 } }),
    password: sealed({
      label: 'Password',
      hint: 'Keep it as a secret under Environments and name it here: {{ secrets.NAME }}',
      when: authIs('basic'),
      options: { maxLength: 1_000 },
    }),
    token: sealed({
      label: 'Token',
      hint: 'Keep it as a secret under Environments and name it here: {{ secrets.NAME }}',
      when: authIs('bearer'),
      options: { maxLength: 4_000 },
    }),
    headers: pairs({ label: 'Headers', options: { noun: 'header', names: 'header' } }),
    body: choice({
      label: 'Body',
      options: {
        values: [
          { value: 'none', label: 'None' },
          { value: 'json', label: 'JSON' },
          { value: 'form', label: 'Form' },
          { value: 'text', label: 'Text' },
        ],
      },
      placeholder: 'None',
      when: hasBody,
    }),
    json: sealed({
      label: 'JSON',
      hint: 'Values of variables are made fit for JSON: put texts in quotes, numbers and objects without',
      placeholder: '{ "phone": "{{ call.From }}" }',
      when: bodyIs('json'),
      options: { multiline: true, json: true, maxLength: 20_000 },
    }),
    form: pairs({ label: 'Fields of the form', when: bodyIs('form'), options: { noun: 'field' } }),
    text: sealed({
      label: 'Text',
      when: bodyIs('text'),
      options: { multiline: true, maxLength: 20_000 },
    }),
    contentType: text({
      label: 'Type of the text',
      term: 'Content-Type',
      placeholder: 'text/plain; charset=utf-8',
      when: bodyIs('text'),
    }),
    responses: mappings({
      label: 'Keep from the answer',
      hint: 'Paths begin with json, body, status or contentType: json.items[0].name',
      options: { roots: ROOTS, of: 'answer', example: 'json.name' },
    }),
    meanwhile: prompts({
      label: 'What callers hear meanwhile',
      hint: 'Once, where the answer takes longer than 4 seconds; silence if empty',
      callsOnly: true,
    }),
    timeout: number({
      label: 'Wait at most',
      hint: 'A message is answered after 8 seconds at most, whatever stands here',
      placeholder: '10',
      group: 'more',
      options: TIMEOUT,
    }),
    retries: number({
      label: 'Try again',
      hint: 'Where there was no connection, and where the server is busy and asking twice does no harm',
      placeholder: '0',
      group: 'more',
      options: RETRIES,
    }),
    repeatable: boolean({
      label: 'The server takes the same request twice without harm',
      hint: 'Then POST and PATCH are tried again, too, also where it is not known whether the server got them',
      group: 'more',
      when: (props) => props.method === 'POST' || props.method === 'PATCH',
    }),
  },
  exits: () => [
    { name: 'success', label: 'It went well (2xx)', ends: true },
    { name: 'clientError', label: 'The request was wrong (4xx)', or: 'failed' },
    { name: 'serverError', label: 'The server failed (5xx)', or: 'failed' },
    { name: 'timeout', label: 'No answer in time', or: 'failed' },
    { name: 'failed', label: 'It failed' },
  ],
  outputs: () => ['status', 'body', 'json', 'contentType'],
  writes: ({ responses = [] }) => responses.map(({ variable }) => variable).filter((name) => name !== ''),
  summary: ({ method = 'GET', url = '' }) => (url.trim() === '' ? 'Asks nobody yet' : `${method} ${url.trim()}`),
  check: (props) => [...authorizedTwice(props.headers ?? [], props.auth), ...missing(props)],
  run: (ctx) => {
    const notes: StepNote[] = [];
    const built = requestOf(ctx.props, ctx.render, notes);
    if ('problem' in built) return failure({ code: 'bad-request', message: built.problem, field: built.field }, notes);
    const { elements, notes: spoken } = promptElements(ctx.props.meanwhile, ctx);
    return { perform: built, ...(elements.length > 0 && { meanwhile: elements }), notes: [...notes, ...spoken] };
  },
  performed: (outcome, { props, settings }) => after(outcome as HttpOutcome, props.responses ?? [], settings),
});

/** What the choices ask for. They are no required fields, which the form would draw before the choices. */
const WANTED = [
  { field: 'username', when: authIs('basic'), message: 'Enter the user name.' },
  { field: 'token', when: authIs('bearer'), message: 'Enter the token.' },
  { field: 'json', when: bodyIs('json'), message: 'Write the JSON to send, or choose another body.' },
  { field: 'form', when: bodyIs('form'), message: 'Add a field to the form, or choose another body.' },
  { field: 'text', when: bodyIs('text'), message: 'Write the text to send, or choose another body.' },
];

function missing(props: Props): readonly BlockProblem[] {
  return WANTED.flatMap(({ field, when, message }): BlockProblem[] => {
    const value = props[field];
    const empty = Array.isArray(value) ? value.length === 0 : String(value ?? '').trim() === '';
    return when(props) && empty ? [{ code: 'missing-value', severity: 'error', message, field }] : [];
  });
}

function authorizedTwice(headers: readonly Pair[], auth: string | undefined): readonly BlockProblem[] {
  const at = headers.findIndex(({ name }) => name.trim().toLowerCase() === 'authorization');
  if (at === -1 || (auth !== 'basic' && auth !== 'bearer')) return [];
  const message = 'The authentication above sets this header, too. Remove the line, or choose “None” above.';
  return [{ code: 'bad-value', severity: 'error', message, field: 'headers', path: `[${at}].name` }];
}

function after(outcome: HttpOutcome, mappings: readonly Mapping[], settings: FlowSettings): StepResult {
  if (outcome.result !== 'answered') {
    const exit = outcome.result === 'timeout' ? 'timeout' : 'failed';
    return failure({ code: `request-${outcome.result}`, message: WHY[outcome.result] + outcome.reason }, [], exit);
  }
  const { status, contentType, body } = outcome;
  const results = answerOf(outcome);
  const { set, notes } = keep({ mappings, results, of: 'answer', field: 'responses' }, settings);
  const exit = EXITS[Math.floor(status / 100)] ?? 'failed';
  const about = `${status}${contentType === '' ? '' : ` ${contentType}`}, ${body.length} characters`;
  const note = exit === 'success' ? [] : [{ code: 'http-status', message: `The server answered ${about}.` }];
  return { go: exit, results, set, notes: [...note, ...unreadable(outcome, results), ...notes] };
}

/** An answer that calls itself JSON and is none has nothing at any path that begins with `json`. */
function unreadable({ contentType, body }: { contentType: string; body: string }, results: object): StepNote[] {
  if ('json' in results || body.trim() === '' || !/[/+]json\b/i.test(contentType)) return [];
  return [{ code: 'bad-json', message: 'The answer calls itself JSON and cannot be read as JSON.' }];
}

const EXITS: Readonly<Record<number, string>> = { 2: 'success', 4: 'clientError', 5: 'serverError' };

const WHY = {
  timeout: '',
  failed: 'The request failed: ',
  unknown: 'It is not known whether the server took the request, so it is not sent again: ',
} as const;

function failure(note: StepNote, notes: readonly StepNote[], go = 'failed'): StepResult {
  return { go, results: {}, notes: [...notes, note] };
}
