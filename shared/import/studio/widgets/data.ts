import { OPERATORS } from '../../../fields/compare.ts';
import type { Json } from '../../../flow/types.ts';
import { ACCOUNT_SECRETS, accountAuth } from '../../../studio/account-auth.ts';
import { hasTemplate } from '../../../template/template.ts';
import type { Condition } from '../definition.ts';
import { compact, isTrue, type Mapper, type Mapping, pairsOf, waysBy } from '../mapping.ts';

/** Set Variables. */
export const setVariables: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const pairs = pairsOf(state.properties.variables);
  if (pairs.some(({ type }) => type === 'json_object'))
    notes.differs('A value that was to be read as JSON is kept as text.');
  const assignments = pairs.map(({ key, value }) => ({ name: mapping.variable(key), value: mapping.translate(value) }));
  return { type: 'set', props: { assignments }, ways: waysBy(state, { next: ['next'] }) };
};

/** Split Based On. */
export const splitBasedOn: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const { input } = state.properties;
  const branches: Json[] = [];
  const ways = state.transitions.map(({ event, conditions }) => {
    if (event !== 'match') return event === 'noMatch' ? ['otherwise'] : [];
    if (conditions.length > 1)
      notes.differs(
        'A branch with several conditions is taken if one of them holds; Studio does not say how it joins them.',
      );
    if (conditions.length === 0) notes.differs('A branch without any condition is never taken.');
    return conditions.map((condition) => {
      const branch = branchOf(`branch${branches.length + 1}`, condition, mapping);
      branches.push(branch);
      return branch.id;
    });
  });
  const strangers = state.transitions
    .flatMap(({ conditions }) => conditions)
    .filter(
      ({ argument }) =>
        typeof input === 'string' &&
        mapping.translate(argument) !== mapping.translate(input) &&
        squeeze(argument) !== squeeze(input) &&
        argument !== '',
    );
  if (strangers.length > 0) {
    const [first] = strangers;
    notes.differs(
      `It says that it splits by ${String(input).slice(0, 80)}, but ${strangers.length === 1 ? 'a condition tests' : `${strangers.length} conditions test`} ${first?.argument.slice(0, 80)}. The conditions are kept as they are; look whether they mean the right thing.`,
    );
  }
  if (!state.transitions.some(({ event }) => event === 'noMatch'))
    notes.differs('It has no branch for everything else; here that ends the flow.');
  return { type: 'condition', props: { branches }, ways };
};

function branchOf(id: string, condition: Condition, mapping: Mapping) {
  const { state, notes } = mapping;
  const argument = condition.argument || String(state.properties.input ?? '');
  const translated = mapping.translate(argument);
  const path = /^\s*\{\{\s*([A-Za-z_][\w.]*)\s*\}\}\s*$/.exec(translated)?.[1];
  const value = mapping.translate(condition.value);
  const known = (OPERATORS as readonly string[]).includes(condition.type);
  if (!known)
    notes.supply(`It compares by "${condition.type.slice(0, 40)}", which is not known here; choose how to compare.`);
  const blank = value === '' && BLANK[condition.type];
  return {
    id,
    label: condition.name.slice(0, 120),
    variable: path ?? translated,
    operator: blank || (known ? condition.type : 'equal_to'),
    // Studio's patterns match the whole text, ours any part of it.
    value: condition.type === 'regex' && value !== '' ? wholly(value) : value,
  };
}

/** A value that is compared with nothing. */
const BLANK: Readonly<Record<string, string>> = { equal_to: 'is_blank', not_equal_to: 'is_not_blank' };

function wholly(pattern: string): string {
  const bare = pattern.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1');
  return bare.includes('|') || hasTemplate(bare) ? `^(?:${bare})$` : `^${bare}$`;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '');
}

/** Make HTTP Request. */
export const httpRequest: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const { properties } = state;
  const method = String(properties.method ?? 'GET').toUpperCase();
  const pairs = fieldsOf(mapping);
  const body = mapping.text('body');
  const type = String(properties.content_type ?? '');
  if (isTrue(properties.add_twilio_auth)) {
    notes.supply(
      `Studio sent the credentials of the account with it. Make two secrets under Environments: ${ACCOUNT_SECRETS.username} with the account SID and ${ACCOUNT_SECRETS.password} with the auth token.`,
    );
  }
  notes.differs(
    'It waits for the answer up to ten seconds, as Studio did; while it takes longer than four, the caller is put on hold.',
  );
  const bare = method !== 'GET' && /json/i.test(type) ? bareVariable(body ?? '') : undefined;
  if (bare !== undefined)
    notes.differs(
      `The variable ${bare} stands in the JSON without quotes: a number does well there, but a text that holds JSON itself, which Studio sent on, makes the request fail.`,
    );
  const url = mapping.text('url') ?? '';
  const sent = method === 'GET' ? {} : bodyOf(type, body, pairs);
  const props = compact({
    method,
    url: method === 'GET' ? withQuery(url, pairs) : url,
    ...(isTrue(properties.add_twilio_auth) && accountAuth()),
    ...sent,
    timeout: 10,
  });
  return { type: 'http', props, ways: waysBy(state, { success: ['success'], failed: ['failed'] }) };
};

/** Run Function: Twilio's own way is a POST of a form to the function's address. */
export const runFunction: Mapper = (mapping) => {
  const { state, notes } = mapping;
  notes.differs(
    'Its parameters are sent to the Function’s address as a form. A protected Function refuses that, as only Twilio can sign it: make it public, and have it ask for a secret of yours.',
  );
  const props = compact({
    method: 'POST',
    url: mapping.text('url') ?? '',
    ...bodyOf('', undefined, fieldsOf(mapping)),
    timeout: 10,
  });
  return { type: 'http', props, ways: waysBy(state, { success: ['success'], fail: ['failed'] }) };
};

interface NameAndValue {
  readonly name: string;
  readonly value: string;
}

function fieldsOf(mapping: Mapping): readonly NameAndValue[] {
  return pairsOf(mapping.state.properties.parameters).map(({ key, value }) => ({
    name: mapping.translate(key),
    value: mapping.translate(value),
  }));
}

function bodyOf(
  type: string,
  body: string | undefined,
  pairs: readonly NameAndValue[],
): Readonly<Record<string, Json>> {
  if (/json/i.test(type) && body !== undefined) return { body: 'json', json: answersAsJson(body) };
  if (pairs.length > 0) return { body: 'form', form: pairs.map(({ name, value }) => ({ name, value })) };
  return body === undefined ? {} : { body: 'text', text: body, ...(type !== '' && { contentType: type }) };
}

/** What another server answered is JSON already where it stands without quotes; as a value it is written as such. */
function answersAsJson(body: string): string {
  return body.replace(/(^|[^"\w])\{\{\s*(blocks\.\w+)\.body\s*\}\}(?!")/g, '$1{{ $2.json | default: $2.body }}');
}

/** A variable that is written outside the texts of a JSON body. */
function bareVariable(body: string): string | undefined {
  const outside = body.replace(/"(?:[^"\\]|\\.)*"/g, '""');
  return /\{\{\s*(?!(?:blocks|call|message)\b)([A-Za-z_]\w*)\s*\}\}/.exec(outside)?.[1];
}

/** Parameters of a GET stand in its address. */
function withQuery(url: string, pairs: readonly NameAndValue[]): string {
  if (pairs.length === 0) return url;
  const query = pairs.map(({ name, value }) => `${encodeURIComponent(name)}=${encoded(value)}`).join('&');
  return `${url}${url.includes('?') ? '&' : '?'}${query}`;
}

/** Percent signs for what is fixed; what expressions print is escaped by the block. */
function encoded(value: string): string {
  return value
    .split(/(\{\{.*?\}\}|\{%.*?%\})/s)
    .map((part, index) => (index % 2 === 1 ? part : encodeURIComponent(part)))
    .join('');
}

/** Run Subflow. */
export const runSubflow: Mapper = (mapping) => {
  const { state, notes } = mapping;
  const sid = String(state.properties.flow_sid ?? '');
  const flow = mapping.flowId(sid);
  if (flow === undefined) {
    notes.supply(
      `It runs the flow ${sid.slice(0, 40) || '(none)'}: import that one, too – several files at once find each other – and choose it here.`,
    );
  }
  const revision = state.properties.flow_revision;
  if (revision !== undefined && revision !== 'LatestPublished')
    notes.differs(`It ran revision ${JSON.stringify(revision)} of the other flow; here the published version runs.`);
  const pairs = pairsOf(state.properties.parameters);
  if (pairs.some(({ type }) => type === 'json_object'))
    notes.differs('A parameter that was to be read as JSON is handed over as text.');
  const parameters = pairs.map(({ key, value }) => ({
    name: mapping.variable(`sub:${key}`),
    value: mapping.translate(value),
  }));
  const props = compact({ flow: flow ?? '', parameters: parameters.length > 0 ? parameters : undefined });
  return { type: 'subflow', props, ways: waysBy(state, { completed: ['done'], failed: ['failed'] }) };
};
