import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnyBlock, RunContext } from '../../shared/block.ts';
import { blocks, blockTypes } from '../../shared/blocks/index.ts';
import { TARGET_KINDS, TARGET_NOUNS, targetFields } from '../../shared/fields/target-fields.ts';
import { type DocumentKind, type ElementSpec, elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement, type TwimlNode } from '../../shared/twiml/element.ts';
import { parseTwiml } from '../../shared/twiml/parse.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import { attributesFor, plainText } from '../twiml/support/arbitraries.ts';
import { officialXml } from '../twiml/support/official.ts';
import { READ_BACK } from './support/read-back.ts';

type Values = Record<string, string>;
type Part = 'verb' | keyof typeof NOUNS;

/** Nouns whose attributes a block keeps beside those of its verb, by the word before their names. */
const NOUNS = {
  number: elementSpec('Number', 'Dial'),
  client: elementSpec('Client', 'Dial'),
  sip: elementSpec('Sip', 'Dial'),
  task: elementSpec('Task', 'Enqueue'),
  queue: elementSpec('Queue', 'Dial'),
  conference: elementSpec('Conference', 'Dial'),
} as const;

const ACTION = 'https://pbx.example.com/voice/flow/block?t=TOKEN&x=1';
const ours = { action: ACTION, method: 'POST' };
const gathered = { ...ours, actionOnEmptyResult: 'true' };
const URL_TEXT = 'https://example.com/a?b=1&c=2';

/** How each block says one verb: props beside the attributes, and what the library is told for the same. */
interface Verb {
  /** The block, where the entry is not named after it. */
  readonly block?: string;
  readonly except?: readonly string[];
  readonly nouns?: readonly Part[];
  readonly props?: (text: string) => Record<string, unknown>;
  readonly attributes?: Values;
  readonly children?: (text: string, values: Readonly<Record<Part, Values>>) => readonly TwimlNode[];
}

const VERBS: Readonly<Record<string, Verb>> = {
  play: { except: [], props: () => ({ url: URL_TEXT }), children: () => [URL_TEXT] },
  pause: {},
  gather: {
    except: ['action', 'method', 'actionOnEmptyResult'],
    props: (say) => ({ prompts: [{ say }, { play: URL_TEXT }, { pause: 3 }] }),
    attributes: gathered,
    children: (say) => [element('Say', {}, say), element('Play', {}, URL_TEXT), element('Pause', { length: 3 })],
  },
  'gather without an action': {
    block: 'gather',
    except: ['action', 'method'],
    props: (say) => ({ prompts: [{ say }], after: 'next' }),
    children: (say) => [element('Say', {}, say)],
  },
  'gather with an action of its own': {
    block: 'gather',
    props: (say) => ({ prompts: [{ say }], after: 'url' }),
    children: (say) => [element('Say', {}, say)],
  },
  menu: {
    except: ['action', 'method', 'actionOnEmptyResult', 'input', 'numDigits', 'hints', 'finishOnKey'],
    props: (say) => ({
      prompts: [{ say }],
      choices: [{ id: 'a', key: '1', label: 'A', phrases: ['yes'] }],
      finishOnKey: '*',
    }),
    attributes: { ...gathered, input: 'dtmf speech', numDigits: '1', hints: 'yes', finishOnKey: '*' },
    children: (say) => [element('Say', {}, say)],
  },
  chooseLanguage: {
    except: ['action', 'method', 'actionOnEmptyResult', 'input', 'numDigits', 'hints', 'finishOnKey'],
    props: (say) => ({
      prompts: [{ say }],
      choices: [{ language: 'es-MX', key: '1', phrases: ['español'] }],
      finishOnKey: '*',
    }),
    attributes: { ...gathered, input: 'dtmf speech', numDigits: '1', hints: 'español', finishOnKey: '*' },
    children: (say) => [element('Say', {}, say)],
  },
  record: { except: ['action', 'method'], attributes: ours },
  'record without an action': { block: 'record', except: ['action', 'method'], props: () => ({ after: 'next' }) },
  'record with an action of its own': { block: 'record', props: () => ({ after: 'url' }) },
  voicemail: {
    except: [
      ...['action', 'method', 'transcribeCallback'],
      ...['recordingStatusCallback', 'recordingStatusCallbackMethod', 'recordingStatusCallbackEvent'],
    ],
    attributes: {
      ...ours,
      recordingStatusCallback: 'https://pbx.example.com/voice/flow/block/recording',
      recordingStatusCallbackEvent: 'completed absent',
    },
  },
  dial: {
    except: ['action', 'method'],
    nouns: ['number', 'client', 'sip'],
    props: () => ({
      targets: [
        { kind: 'number', to: '+15550100111' },
        { kind: 'client', to: 'desk' },
        { kind: 'sip', to: 'sip:desk@example.com' },
      ],
    }),
    attributes: ours,
    children: (_text, values) => [
      element('Number', values.number, '+15550100111'),
      element('Client', values.client, 'desk'),
      element('Sip', values.sip, 'sip:desk@example.com'),
    ],
  },
  enqueue: {
    except: ['action', 'method'],
    nouns: ['task'],
    props: () => ({ queue: 'support', task: '{"a":1}' }),
    attributes: ours,
    children: (_text, values) => ['support', element('Task', values.task, '{"a":1}')],
  },
  leave: {},
  dialQueue: {
    except: ['action', 'method'],
    nouns: ['queue'],
    props: () => ({ queue: 'support' }),
    attributes: ours,
    children: (_text, values) => [element('Queue', values.queue, 'support')],
  },
  conference: {
    except: ['action', 'method'],
    nouns: ['conference'],
    props: () => ({ room: 'meeting' }),
    attributes: ours,
    children: (_text, values) => [element('Conference', values.conference, 'meeting')],
  },
  redirect: { props: () => ({ url: URL_TEXT }), children: () => [URL_TEXT] },
  reject: {},
  hangup: {},
  sms: { except: ['action', 'method'], props: (body) => ({ body }), children: (body) => [body] },
  'sms with an action of its own': {
    block: 'sms',
    props: (body) => ({ body, after: 'url' }),
    children: (body) => [body],
  },
  'sms that waits': {
    block: 'sms',
    except: ['action', 'method'],
    props: (body) => ({ body, after: 'exits' }),
    attributes: ours,
    children: (body) => [body],
  },
  message: {
    except: ['action', 'method'],
    props: (body) => ({ body, media: [URL_TEXT] }),
    children: (body) => [element('Body', {}, body), element('Media', {}, URL_TEXT)],
  },
  'message with an action of its own, in text alone': {
    block: 'message',
    props: (body) => ({ body, plain: true, after: 'url' }),
    children: (body) => [body],
  },
  waitMessage: {
    except: ['to', 'from', 'action', 'method', 'statusCallback'],
    props: (body) => ({ body, media: [URL_TEXT] }),
    children: (body) => [element('Body', {}, body), element('Media', {}, URL_TEXT)],
  },
};

const spoken = plainText.filter((text) => text.trim() !== '');
const RUNS = 110;

describe('the same tree as the official library', () => {
  test.each(Object.entries(VERBS))('%s', (name, verb) => {
    const type = verb.block ?? name;
    const block = blockTypes.get(type) as AnyBlock;
    const document: DocumentKind = block.channels?.[0] ?? 'voice';
    const nouns = verb.nouns ?? [];
    const noun = (part: keyof typeof NOUNS) => (nouns.includes(part) ? valuesOf(NOUNS[part], []) : fc.constant({}));
    const values = fc.record({
      verb: valuesOf(elementSpec(block.term ?? '', 'Response', document), verb.except ?? []),
      number: noun('number'),
      client: noun('client'),
      sip: noun('sip'),
      task: noun('task'),
      queue: noun('queue'),
      conference: noun('conference'),
    });
    fc.assert(
      fc.property(values, spoken, (given, text) => {
        const props = { ...propsFor(block, given), ...verb.props?.(text) };
        const children = verb.children?.(text, given) ?? [];
        // A Play with tones may still name a sound; both sides write both.
        const root = element(
          'Response',
          {},
          element(block.term ?? '', { ...given.verb, ...verb.attributes }, ...children),
        );
        expect(treeOf(spokenBy(block, props))).toEqual(treeOf(officialXml(root, document)));
      }),
      { numRuns: RUNS },
    );
  });

  test('say', () => {
    const block = blockTypes.get('say') as AnyBlock;
    const value = fc.tuple(valuesOf(elementSpec('Say'), []), valuesOf(elementSpec('Play'), ['digits']), spoken);
    fc.assert(
      fc.property(value, ([say, play, text]) => {
        const prompts = [
          { say: text, ...say },
          { play: URL_TEXT, ...play },
        ];
        const root = element('Response', {}, element('Say', say, text), element('Play', play, URL_TEXT));
        expect(treeOf(spokenBy(block, { prompts }))).toEqual(treeOf(officialXml(root)));
      }),
      { numRuns: RUNS },
    );
  });

  test.each(TARGET_KINDS)('dial, a line of its own: %s', (kind) => {
    const block = blockTypes.get('dial') as AnyBlock;
    const tag = TARGET_NOUNS[kind];
    const { attributes: fields } = targetFields(kind);
    fc.assert(
      fc.property(valuesOf(elementSpec(tag, 'Dial'), []), (given) => {
        const attributes = Object.fromEntries(
          Object.entries(given).map(([name, value]) => [name, storedAs(fields[name]?.kind.kind, value)]),
        );
        const to = kind === 'application' ? element('ApplicationSid', {}, 'AP1') : 'DE1';
        const root = element('Response', {}, element('Dial', ours, element(tag, given, to)));
        const props = { targets: [{ kind, to: kind === 'application' ? 'AP1' : 'DE1', attributes }] };
        expect(treeOf(spokenBy(block, props))).toEqual(treeOf(officialXml(root)));
      }),
      { numRuns: RUNS },
    );
  });

  test('twiml', () => {
    const block = blockTypes.get('twiml') as AnyBlock;
    const value = fc.tuple(valuesOf(elementSpec('Gather'), []), valuesOf(elementSpec('Say'), []), spoken);
    fc.assert(
      fc.property(value, ([gather, say, text]) => {
        const verbs = [element('Gather', gather, element('Say', say, text)), element('Hangup')];
        const written = serialise(element('Response', {}, ...verbs));
        expect(treeOf(spokenBy(block, { xml: written }))).toEqual(
          treeOf(officialXml(element('Response', {}, ...verbs))),
        );
      }),
      { numRuns: RUNS },
    );
  });

  test('covers every block that speaks', () => {
    const speaking = blocks.filter((block) => block.term !== undefined).map((block) => block.type);
    const speech = ['say', 'twiml', ...READ_BACK];
    const said = new Set([...speech, ...Object.entries(VERBS).map(([name, verb]) => verb.block ?? name)]);
    expect([...said].sort()).toEqual([...speaking].sort());
    expect((Object.keys(VERBS).length + 2) * RUNS).toBeGreaterThanOrEqual(1_000);
  });
});

/** Attribute values as the library takes them; blank texts, which count as not set, left out. */
function valuesOf(spec: ElementSpec | undefined, except: readonly string[]): fc.Arbitrary<Values> {
  if (spec === undefined) throw new Error('No such element in the catalogue');
  return attributesFor(spec).map((values) =>
    Object.fromEntries(
      Object.entries(values).filter(
        ([name, value]) => !except.includes(name) && (value.trim() !== '' || saysSomethingEmpty(spec, name)),
      ),
    ),
  );
}

function saysSomethingEmpty(spec: ElementSpec, name: string): boolean {
  return name === 'finishOnKey' || spec.attributes.find((attribute) => attribute.name === name)?.type === 'url';
}

/** The same values as a form stores them. */
function propsFor(block: AnyBlock, given: Readonly<Record<Part, Values>>): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const [part, values] of Object.entries(given)) {
    for (const [name, value] of Object.entries(values)) {
      const key = part === 'verb' ? name : `${part}_${name}`;
      const kind = block.fields[key]?.kind.kind;
      if (kind === undefined) throw new Error(`${block.type} has no field for ${key}`);
      props[key] = storedAs(kind, value);
    }
  }
  return props;
}

function storedAs(kind: string | undefined, value: string): unknown {
  if (kind === 'boolean') return value === 'true';
  if (kind === 'choices') return value.split(' ');
  if (kind === 'number' && value !== 'auto') return Number(value);
  return kind === 'key' && value === '' ? 'none' : value;
}

function spokenBy(block: AnyBlock, props: Record<string, unknown>): string {
  const context: RunContext<Record<string, unknown>> = {
    props,
    block: 'block',
    channel: 'voice',
    settings: {},
    results: undefined,
    now: 0,
    table: () => undefined,
    languages: ['en-US'],
    actionUrl: ACTION,
    callbackUrl: (kind) => `https://pbx.example.com/voice/flow/block/${kind}`,
    asideUrl: (exit) => `https://pbx.example.com/voice/flow/block/aside/${exit}?call=CA0`,
    state: undefined,
    render: (text) => text,
    lookup: () => undefined,
  };
  const { twiml = [], notes = [] } = block.run(context as RunContext<never>);
  expect(notes).toEqual([]);
  return serialise(element('Response', {}, ...twiml));
}

/** The tree of a document without callbacks that are ours alone. */
function treeOf(xml: string): TwimlElement {
  const parsed = parseTwiml(xml);
  if (!parsed.ok) throw new Error(`${parsed.error.message}\n${xml}`);
  return withoutOurs(parsed.root);
}

function withoutOurs(node: TwimlElement): TwimlElement {
  // Wired by the block itself where a recording is to be written down; the library was never told of it.
  const attributes = Object.entries(node.attributes).filter(
    ([name, value]) => name !== 'transcribeCallback' || !value.startsWith('https://pbx.example.com/'),
  );
  const children = node.children.map((child) => (typeof child === 'string' ? child : withoutOurs(child)));
  return { tag: node.tag, attributes: Object.fromEntries(attributes.sort()), children };
}
