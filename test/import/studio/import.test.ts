import { describe, expect, test } from 'vitest';
import { blockTypes } from '../../../shared/blocks/index.ts';
import { checkFlow } from '../../../shared/check/check.ts';
import { readFlow } from '../../../shared/document.ts';
import { writeFlow } from '../../../shared/flow/write.ts';
import { importStudioFlows } from '../../../shared/import/studio/import-many.ts';
import { importStudio } from '../../../shared/import/studio/import-studio.ts';
import { WIDGETS } from '../../../shared/studio/widgets.ts';
import { corpus, imported, noCorpus, ownDocuments } from './support/documents.ts';

describe('the fixtures', () => {
  test('hold every type of widget', () => {
    const types = Object.values(ownDocuments).flatMap((text) => imported(text).report.states.map(({ type }) => type));
    expect(Object.keys(WIDGETS).filter((type) => !types.includes(type))).toEqual([]);
  });

  test.each(Object.entries(ownDocuments))('%s: every state and transition is accounted for', (_name, text) =>
    accounted(text),
  );

  test.each(Object.entries(ownDocuments))('%s is a flow without errors', (name, text) => {
    // A flow that another one runs is imported beside it.
    const { flow, report } = imported(text, { flowId: () => 'other' });
    expect(readFlow(writeFlow(flow))).toEqual({ ok: true, flow });
    const calls = Object.values(flow.blocks).some(
      ({ type, props }) => type === 'start' && props.on !== 'incoming-message',
    );
    if (calls) expect(errorsOf(flow), name).toEqual([]);
    expect(
      report.states.filter(({ notes }) =>
        notes.some((note) => note.includes('could not be made') && !note.includes('there is no block')),
      ),
    ).toEqual([]);
  });
});

describe('wrappers', () => {
  const bare = ownDocuments['called.json'] ?? '';
  const definition = JSON.parse(bare) as unknown;
  const sid = 'FW00000000000000000000000000000009';
  test.each([
    ['the REST resource', { sid, friendly_name: 'Line', status: 'published', revision: 3, definition }],
    ['a definition in a string', { sid, friendly_name: 'Line', definition: bare }],
    ['a FlowInstance', { sid, friendlyName: 'Line', definition, valid: true }],
    ['a list', [{ sid, friendly_name: 'Line', definition }]],
    ['terraform', { resource: { twilio_studio_flows_v2: { line: { friendly_name: 'Line', sid, definition } } } }],
    ['JSON in JSON', JSON.stringify({ sid, friendly_name: 'Line', definition })],
  ])('%s', (_name, value) => {
    const result = imported(JSON.stringify(value));
    expect([result.flow.name, result.sid, result.report.states.length]).toEqual(['Line', sid, 3]);
  });

  test('a list of several gives several', () => {
    const results = importStudio(JSON.stringify([definition, { friendly_name: 'Other', definition }]));
    expect(results.map((one) => one.ok && one.flow.name)).toEqual(['Called by another flow', 'Other']);
  });

  test('one that is broken does not keep the other from coming', () => {
    const results = importStudio(JSON.stringify([{ states: [] }, definition]));
    expect(results.map(({ ok }) => ok)).toEqual([false, true]);
  });
});

describe('several documents', () => {
  test('find the flows that they run, by SID', () => {
    const called = JSON.stringify({
      sid: 'FW00000000000000000000000000000001',
      friendly_name: 'Prices',
      definition: JSON.parse(ownDocuments['called.json'] ?? ''),
    });
    const flows = importStudioFlows([
      { stem: 'data', text: ownDocuments['data.json'] ?? '' },
      { stem: 'called', text: called },
    ]);
    expect(flows.map(({ id }) => id)).toEqual(['requests-functions-and-subflows', 'prices']);
    const [main] = flows;
    if (!main?.result.ok || !blockTypes.has('subflow')) return;
    expect(main.result.flow.blocks.other?.props.flow).toBe('prices');
    expect(main.result.report.states.find(({ name }) => name === 'other')?.fate).not.toBe('needsYou');
  });
});

describe.skipIf(corpus === undefined)(`flows that others wrote${corpus ? '' : ` (skipped: ${noCorpus})`}`, () => {
  test.each(Object.entries(corpus ?? { none: '' }))('%s: every state and transition is accounted for', (_name, text) =>
    accounted(text),
  );

  test.each(Object.entries(corpus ?? { none: '' }))('%s has no errors, if calls get to it', (_name, text) => {
    const { flow } = imported(text);
    const calls = Object.values(flow.blocks).some(
      ({ type, props }) => type === 'start' && props.on !== 'incoming-message',
    );
    if (calls) expect(errorsOf(flow)).toEqual([]);
  });

  test('hardly any widget needs somebody', () => {
    const states = Object.values(corpus ?? {}).flatMap((text) => imported(text).report.states);
    const needing = states.filter(({ fate }) => fate === 'needsYou').length;
    const count = (fate: string): number => states.filter((one) => one.fate === fate).length;
    console.log(
      `${states.length} states: ${count('exact')} exact, ${count('approximated')} approximated, ${needing} need you.`,
    );
    if (blockTypes.has('http')) expect(needing / states.length).toBeLessThanOrEqual(0.05);
  });
});

/** Each state has its block, each transition cords, an end, or a note that says why nothing takes it. */
function accounted(text: string): void {
  const { flow, report } = imported(text);
  const document = JSON.parse(text) as { states: { name: string; transitions: { event: string }[] }[] };
  expect(report.states.map(({ name }) => name)).toEqual(document.states.map(({ name }) => name));
  for (const [index, one] of report.states.entries()) {
    expect(Object.keys(flow.blocks), one.name).toContain(one.block);
    expect(one.transitions.map(({ event }) => event)).toEqual(
      document.states[index]?.transitions.map(({ event }) => event),
    );
    for (const { fate, exits, event } of one.transitions) {
      if (fate === 'cord') expect(exits.length, `${one.name} ${event}`).toBeGreaterThan(0);
      if (fate === 'unused') expect(one.notes.join(' '), `${one.name} ${event}`).not.toBe('');
      for (const exit of exits) {
        const [block = '', name = ''] = exit.split('.');
        const spec = flow.blocks[block];
        expect(
          blockTypes
            .get(spec?.type ?? '')
            ?.exits(spec?.props as never)
            .map((row) => row.name),
        ).toContain(name);
        if (fate === 'cord') expect(spec?.exits[name]).toBeDefined();
      }
    }
  }
}

function errorsOf(flow: Parameters<typeof checkFlow>[0]): readonly string[] {
  return checkFlow(flow, blockTypes)
    .filter(({ severity }) => severity === 'error')
    .map(({ block, code, message }) => `${block}: ${code}: ${message}`);
}
