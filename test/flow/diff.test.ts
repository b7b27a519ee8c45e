import { describe, expect, it } from 'vitest';
import { diffFlows } from '../../shared/flow/diff.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';

const before: FlowDocument = {
  version: 1,
  name: 'Front desk',
  settings: { language: 'en-US' },
  variables: {},
  blocks: {
    menu: { type: 'menu', name: 'Main menu', props: { timeout: 5 }, exits: { a: 'bye' } },
    bye: { type: 'hangup', props: {}, exits: {} },
  },
  layout: { menu: [0, 0], bye: [1, 1] },
  tests: [],
};

describe('diffFlows', () => {
  it('finds nothing between a flow and its copy in another order', () => {
    const copy = { ...before, blocks: { bye: before.blocks.bye!, menu: structuredClone(before.blocks.menu!) } };
    expect(diffFlows(before, copy)).toEqual([]);
  });

  it('knows names that every object inherits', () => {
    const blocks = { ...before.blocks, constructor: { type: 'say', props: { toString: 1 }, exits: {} } };
    const after = { ...before, blocks: blocks as unknown as FlowDocument['blocks'] };
    expect(diffFlows(before, after).map(({ path, kind }) => `${kind} ${path}`)).toEqual(['added $.blocks.constructor']);
    expect(diffFlows(after, before)).toMatchObject([{ kind: 'removed', block: 'constructor' }]);
  });

  it('names each change by block and path', () => {
    const after: FlowDocument = {
      ...before,
      name: 'Reception',
      settings: { language: 'de-DE' },
      variables: { company: { type: 'string' } },
      blocks: {
        menu: { type: 'menu', name: 'Welcome', props: { timeout: 8, attempts: 2 }, exits: {} },
        hello: { type: 'say', props: {}, exits: {} },
      },
      layout: { menu: [20, 0] },
    };
    expect(diffFlows(before, after).map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'changed $.name',
      'changed $.settings.language',
      'added $.variables.company',
      'removed $.blocks.bye',
      'added $.blocks.hello',
      'changed $.blocks.menu.name',
      'added $.blocks.menu.props.attempts',
      'changed $.blocks.menu.props.timeout',
      'removed $.blocks.menu.exits.a',
      'changed $.layout',
    ]);
  });

  it('names tables, and how many rows they have now', () => {
    const table = (...keys: string[]) => ({ columns: ['key'], rows: keys.map((key) => [key]) });
    const old = { ...before, tables: { people: table('1', '2'), offices: table('1'), gone: table() } };
    const now = { ...before, tables: { people: table('1', '2', '3'), offices: table('2'), fresh: table() } };
    expect(diffFlows(old, now).map(({ path, summary }) => `${path}: ${summary}`)).toEqual([
      '$.tables.fresh: Table "fresh" was added.',
      '$.tables.gone: Table "gone" was removed.',
      '$.tables.offices: Table "offices" was changed.',
      '$.tables.people: Table "people" was changed: it had 2 rows and has 3.',
    ]);
  });
});
