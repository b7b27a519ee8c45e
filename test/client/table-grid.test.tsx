// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { documentStore } from '../../client/state/document.ts';
import { Grid } from '../../client/tables/Grid.tsx';
import type { FlowDocument } from '../../shared/flow/types.ts';

afterEach(cleanup);

const table = {
  columns: ['phone', 'name'],
  rows: [
    ['(555) 010-0199', 'Ada'],
    ['+15550100198', '5550100197'],
    ['+1 555 010 0198', 'Grace'],
  ],
};
const flow = (key: string): FlowDocument => ({
  version: 1,
  name: 'Test',
  settings: { language: 'en-US' },
  variables: {},
  blocks: { find: { type: 'lookup', props: { table: 'vip', key }, exits: {} } },
  layout: {},
  tables: { vip: table },
  tests: [],
});

function hintOf(label: string): string | null {
  return screen.getByLabelText(label).getAttribute('title');
}

it('says at its cell that a number finds nobody, with the nearest form, where callers are looked up by it', () => {
  documentStore.getState().open('main', 1, flow('{{ call.From }}'));
  render(<Grid name="vip" table={table} />);
  expect(hintOf('phone, row 1')).toMatch(/without its country code\. Write \+15550100199$/);
  expect(hintOf('phone, row 2')).toBeNull();
  expect(hintOf('name, row 2')).toBeNull();
  expect(hintOf('phone, row 3')).toMatch(/^The same as row 2/);
  screen.getByText(/1 number seems to lack its country code/);
  expect((screen.getByLabelText('phone, row 1') as HTMLInputElement).value).toBe('(555) 010-0199');
});

it('says nothing of numbers where something else is looked for', () => {
  documentStore.getState().open('main', 1, flow('{{ blocks.menu.Digits }}'));
  render(<Grid name="vip" table={table} />);
  expect(hintOf('phone, row 1')).toBeNull();
  expect(screen.queryByText(/country code/)).toBeNull();
});
