import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AnyBlock, Channel, Returned, RunContext, StepResult } from '../../shared/block.ts';
import { blocks } from '../../shared/blocks/index.ts';
import type { Outcome } from '../../shared/effect.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import type { Render } from '../../shared/fields/field.ts';
import type { NounsOptions } from '../../shared/fields/noun.ts';
import { TARGET_KINDS, TARGET_NOUNS, type TargetKind, targetFields } from '../../shared/fields/target-fields.ts';
import type { FlowSettings, FlowTable, Json } from '../../shared/flow/types.ts';
import { compileTemplate, lookupPath, stepsOf } from '../../shared/template/template.ts';
import { attributesOfElement, elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../../shared/twiml/element.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import { validateTwiml } from '../../shared/twiml/validate.ts';

/** One case of `test/blocks/<type>.json`: with `parameters` the block is resumed, otherwise run. */
interface Case {
  readonly name: string;
  readonly props: Readonly<Record<string, Json>>;
  readonly settings?: FlowSettings;
  /** The block's first if absent. */
  readonly channel?: Channel;
  readonly scope?: Readonly<Record<string, Json>>;
  readonly state?: Json;
  /** When it runs, as ISO 8601; the beginning of 2026 if absent. */
  readonly now?: string;
  /** What it left under `blocks.<id>` before. */
  readonly results?: Readonly<Record<string, Json>>;
  readonly tables?: Readonly<Record<string, FlowTable>>;
  readonly parameters?: Readonly<Record<string, string>>;
  /** The message that resumes it came too late. */
  readonly late?: boolean;
  /** Goes on with what came of the effect it wanted. */
  readonly outcome?: Outcome;
  /** Goes on with what came of the flow it entered. */
  readonly returned?: Returned;
  expect?: { readonly xml?: readonly string[]; readonly result: Json };
}

interface CaseFile {
  readonly docs: string | null;
  readonly cases: Case[];
}

const fileOf = (block: AnyBlock) => new URL(`./${block.type}.json`, import.meta.url);
const update = process.env.UPDATE_CASES === '1';

describe.each(blocks.map((block) => [block.type, block] as const))('%s', (type, block) => {
  const file = fileOf(block);
  if (!existsSync(file)) {
    test('has a case file', () => expect.fail(`Add test/blocks/${type}.json with at least one case.`));
    return;
  }
  const { docs, cases } = JSON.parse(readFileSync(file, 'utf8')) as CaseFile;
  const answers = cases.map((one) => answer(block, one));
  if (update) {
    const updated = cases.map((one, index) => ({ ...one, expect: asExpected(answers[index] as StepResult) }));
    writeFileSync(file, `${JSON.stringify({ docs, cases: updated }, null, 2)}\n`);
  }

  test('names its page and has cases', () => {
    expect(docs).toBe(block.docs);
    expect(cases.length).toBeGreaterThan(0);
  });

  test.each(cases.map((one, index) => [one.name, one, index] as const))('%s', (_name, one, index) => {
    const found = asExpected(answers[index] as StepResult);
    if (!update) expect(found).toEqual(one.expect);
    const response = element('Response', {}, ...spokenBy(answers[index] as StepResult));
    const document = block.channels?.[0] === 'messaging' ? 'messaging' : 'voice';
    const errors = validateTwiml(response, { kind: document }).filter((problem) => problem.severity === 'error');
    // What authors write themselves may be newer than the catalogue.
    const ours = type === 'twiml' ? errors.filter(({ twilioError }) => twilioError !== 12200) : errors;
    expect(ours).toEqual([]);
  });

  test('writes every attribute it has a field for in some case', () => {
    const written = new Set(answers.flatMap((result) => spokenBy(result).flatMap(attributeNames)));
    const missing = wantedAttributes(block).filter((name) => !written.has(name));
    expect(missing).toEqual([]);
  });
});

function answer(block: AnyBlock, one: Case): StepResult {
  const scope = { call: { From: '+15550100199' }, ...one.scope };
  const render: Render = (text, options) => compileTemplate(text).render(scope, options).text;
  const flow = compileFlow(
    {
      version: 1,
      name: 'Case',
      settings: {},
      variables: {},
      blocks: { block: { type: block.type, props: one.props, exits: {} } },
      layout: {},
      tests: [],
      ...(one.tables && { tables: one.tables }),
    },
    new Map([[block.type, block]]),
  );
  const channel: Channel = one.channel ?? block.channels?.[0] ?? 'voice';
  const context: RunContext<never> = {
    props: flow.blocks.get('block')?.props(render) as never,
    block: 'block',
    channel,
    settings: one.settings ?? {},
    languages: ['en-US', 'es-MX'],
    actionUrl: 'https://pbx.example.com/voice/flow/block?t=TOKEN',
    callbackUrl: (kind) => `https://pbx.example.com/voice/flow/block/${kind}`,
    asideUrl: (exit) => `https://pbx.example.com/voice/flow/block/aside/${exit}?call=CA0`,
    state: one.state,
    results: one.results,
    now: Date.parse(one.now ?? '2026-01-01T00:00:00Z'),
    table: (name) => flow.tables.get(name),
    render,
    lookup: (path) => lookupPath(scope, stepsOf(path)) as Json | undefined,
  };
  if (one.outcome !== undefined) {
    if (block.performed === undefined) throw new Error(`${block.type} has nothing performed: "${one.name}"`);
    return block.performed(one.outcome, context);
  }
  if (one.returned !== undefined) {
    if (block.returned === undefined) throw new Error(`${block.type} enters no flow: "${one.name}"`);
    return block.returned(one.returned, context);
  }
  if (one.parameters === undefined) return block.run(context);
  if (block.resume === undefined) throw new Error(`${block.type} never waits, so "${one.name}" cannot resume it`);
  return block.resume({ parameters: one.parameters, ...(one.late && { late: true }) }, context);
}

function asExpected({ twiml, ...result }: StepResult): NonNullable<Case['expect']> {
  const plain = JSON.parse(JSON.stringify(result)) as Record<string, Json>;
  if (Array.isArray(plain.notes) && plain.notes.length === 0) delete plain.notes;
  if (twiml === undefined || twiml.length === 0) return { result: plain };
  const lines = serialise(element('Response', {}, ...twiml)).split('\n');
  return { xml: lines.slice(2, -1).map((line) => line.slice(2)), result: plain };
}

/** Also what is heard on hold. */
function spokenBy(result: StepResult): readonly TwimlElement[] {
  return [...(result.twiml ?? []), ...(('perform' in result && result.meanwhile) || [])];
}

function attributeNames(node: TwimlElement): string[] {
  const nested = node.children.flatMap((child) => (typeof child === 'string' ? [] : attributeNames(child)));
  return [...Object.keys(node.attributes).map((name) => `${node.tag}.${name}`), ...nested];
}

function ofTarget(kind: TargetKind): string[] {
  return Object.keys(targetFields(kind).attributes).map((name) => `${TARGET_NOUNS[kind]}.${name}`);
}

/** Attributes behind the fields of a block: `timeout` of its verb, `number_byoc` of a noun, those of its prompts. */
function wantedAttributes(block: AnyBlock): string[] {
  const nouns: Readonly<Record<string, string>> = {
    number: 'Number',
    client: 'Client',
    sip: 'Sip',
    task: 'Task',
    queue: 'Queue',
    conference: 'Conference',
  };
  return Object.entries(block.fields).flatMap(([key, { term, kind, options }]) => {
    if (kind.kind === 'targets') return TARGET_KINDS.flatMap(ofTarget);
    if (kind.kind === 'nouns') return nounAttributes((options as NounsOptions).parent);
    if (kind.kind === 'prompts') return ['Say.voice', 'Say.language', 'Say.loop', 'Play.loop', 'Pause.length'];
    const [prefix = '', ...rest] = key.split('_');
    if (rest.length > 0 && rest.join('_') === term) return [`${nouns[prefix]}.${term}`];
    // The verb goes on, whatever the noun is that the block is known by.
    const tag = key === 'action' || key === 'method' ? block.verbs?.({})[0] : undefined;
    return key === term ? [`${tag ?? block.term}.${term}`] : [];
  });
}

/** Every attribute of every element that may stand in another, and in those; SSML is a text. */
function nounAttributes(parent: string): string[] {
  const spec = elementSpec(parent);
  if (spec === undefined || spec.text.mixed) return [];
  return spec.children.flatMap((tag) => [
    ...attributesOfElement(tag, parent).map(({ name }) => `${tag}.${name}`),
    ...nounAttributes(tag),
  ]);
}
