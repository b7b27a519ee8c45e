// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Inspector } from '../../../client/inspector/Inspector.tsx';
import { documentStore } from '../../../client/state/document.ts';
import { saving, uiStore } from '../../../client/state/index.ts';
import type { FlowBlock, FlowDocument } from '../../../shared/flow/types.ts';

saving.stop();

const flow: FlowDocument = {
  version: 1,
  name: 'Front desk',
  settings: {},
  variables: { company: { type: 'string', initial: 'Acme' } },
  layout: {},
  tests: [],
  blocks: {
    start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'dial' } },
    dial: { type: 'dial', name: 'Sales', props: { targets: [{ kind: 'number', to: '' }] }, exits: {} },
    bye: { type: 'hangup', props: {}, exits: {} },
  },
};

const block = (id: string): FlowBlock | undefined => documentStore.getState().document.blocks[id];
const show = (...ids: string[]): void => {
  documentStore.getState().select(ids);
  render(<Inspector />);
};

beforeEach(() => {
  localStorage.clear();
  documentStore.getState().open('front-desk', 1, flow);
});
afterEach(cleanup);

describe('the inspector of a block', () => {
  it('renames the block and edits its fields, as steps that can be undone', () => {
    show('dial');
    fireEvent.change(screen.getByLabelText('Name of the block'), { target: { value: 'Sales team' } });
    expect(block('dial')?.name).toBe('Sales team');
    fireEvent.change(screen.getByLabelText('Ring for'), { target: { value: '20' } });
    expect(block('dial')?.props.timeout).toBe(20);
    act(() => documentStore.getState().undo());
    expect(block('dial')?.props.timeout).toBeUndefined();
  });

  it('draws what only callers can hear where a call can come, and not where only messages do', () => {
    const start = (on: string): FlowBlock => ({ type: 'start', props: { on }, exits: { next: 'ask' } });
    const ask: FlowBlock = { type: 'http', props: {}, exits: {} };
    const both = { call: start('incoming-call'), text: start('incoming-message'), ask };
    const other = { call: { ...start('incoming-call'), exits: {} }, text: start('incoming-message'), ask };
    for (const [blocks, heard] of [
      [{ call: both.call, ask }, true],
      [both, true],
      [other, false],
      [{ text: both.text, ask }, false],
    ] as const) {
      documentStore.getState().open('front-desk', 1, { ...flow, blocks });
      show('ask');
      expect(screen.queryByText('What callers hear meanwhile') !== null).toBe(heard);
      cleanup();
    }
  });

  it('shows a problem at its field', () => {
    show('dial');
    const input = screen.getByLabelText('Address of target 1');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Fill in whom to call, or remove the line.')).toBeTruthy();
  });

  it('connects an exit with the keyboard and takes the cord out again', () => {
    show('dial');
    fireEvent.click(screen.getByLabelText('Nobody answered'));
    const search = screen.getByLabelText('Search connect nobody answered');
    fireEvent.change(search, { target: { value: 'hang' } });
    fireEvent.keyDown(search, { key: 'Enter' });
    expect(block('dial')?.exits).toEqual({ noAnswer: 'bye' });
    fireEvent.click(screen.getByLabelText('Nobody answered'));
    fireEvent.keyDown(screen.getByLabelText('Search connect nobody answered'), { key: 'Home' });
    fireEvent.click(within(screen.getByRole('listbox')).getByText('Nothing'));
    expect(block('dial')?.exits).toEqual({});
  });

  it('offers no entry as a target', () => {
    show('dial');
    fireEvent.click(screen.getByLabelText('Nobody answered'));
    expect(within(screen.getByRole('listbox')).queryByText('Start')).toBeNull();
  });

  it('folds rare attributes away, finds them, and remembers that the fold was open', () => {
    show('dial');
    expect(screen.queryByLabelText('Find an attribute')).toBeNull();
    fireEvent.click(screen.getByText('More'));
    fireEvent.change(screen.getByLabelText('Find an attribute'), { target: { value: 'timeLimit' } });
    expect(screen.getByText('timeLimit')).toBeTruthy();
    expect(screen.queryByText('hangupOnStar')).toBeNull();
    cleanup();
    show('dial');
    expect(screen.getByLabelText('Find an attribute')).toBeTruthy();
  });

  it('draws fields only where they mean something', () => {
    show('dial');
    fireEvent.click(screen.getByText('More'));
    expect(screen.queryAllByText(/^SIP: /)).toHaveLength(0);
    fireEvent.change(screen.getByLabelText('Kind of target 1'), { target: { value: 'sip' } });
    expect(screen.queryAllByText(/^SIP: /).length).toBeGreaterThan(0);
  });

  it('puts the cursor where a problem points', () => {
    show('dial');
    act(() => uiStore.getState().focusBlock('dial', 'targets'));
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Address of target 1');
    act(() => uiStore.getState().focusBlock('dial', 'exit:busy'));
    expect(document.activeElement?.id).toBe('exit-busy');
  });
});

describe('the inspector without one block', () => {
  it('edits what holds for the whole flow', () => {
    show();
    fireEvent.change(screen.getByLabelText('If something goes wrong'), { target: { value: 'Sorry' } });
    expect(documentStore.getState().document.settings).toEqual({ fallback: 'Sorry' });
    fireEvent.change(screen.getByLabelText('If something goes wrong'), { target: { value: '' } });
    expect(documentStore.getState().document.settings).toEqual({});
  });

  it('declares, renames, retypes and removes variables', () => {
    show();
    const variables = () => documentStore.getState().document.variables;
    fireEvent.click(screen.getByText('Add'));
    const name = screen.getByLabelText('Name of variable variable');
    fireEvent.change(name, { target: { value: 'company' } });
    fireEvent.blur(name);
    expect(Object.keys(variables())).toEqual(['company', 'variable']);
    fireEvent.change(name, { target: { value: 'tries' } });
    fireEvent.blur(name);
    fireEvent.change(screen.getByLabelText('Type of tries'), { target: { value: 'number' } });
    fireEvent.change(screen.getByLabelText('First value of tries'), { target: { value: '3' } });
    expect(variables().tries).toEqual({ type: 'number', initial: 3 });
    fireEvent.click(screen.getByLabelText('Remove variable company'));
    expect(Object.keys(variables())).toEqual(['tries']);
  });

  it('declares what blocks set, with the type that they set', () => {
    const set: FlowBlock = {
      type: 'set',
      props: {
        assignments: [
          { name: 'count', value: '5' },
          { name: 'word', value: '{{ call.From }}' },
        ],
      },
      exits: {},
    };
    documentStore.getState().open('front-desk', 1, { ...flow, blocks: { ...flow.blocks, set } });
    show();
    expect(screen.getByText('Number, 1 place')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('Declare count'));
    fireEvent.click(screen.getByLabelText('Declare word'));
    expect(documentStore.getState().document.variables).toMatchObject({
      count: { type: 'number' },
      word: { type: 'string' },
    });
  });

  it('takes first values over to another type where they can be of it', () => {
    show();
    const company = () => documentStore.getState().document.variables.company;
    const retype = (type: string) =>
      fireEvent.change(screen.getByLabelText('Type of company'), { target: { value: type } });
    const first = (value: string) =>
      fireEvent.change(screen.getByLabelText('First value of company'), { target: { value } });
    first('{"a": [1]}');
    retype('object');
    expect(company()).toEqual({ type: 'object', initial: { a: [1] } });
    retype('string');
    expect(company()).toEqual({ type: 'string', initial: '{"a":[1]}' });
    retype('list');
    expect(company()).toEqual({ type: 'list' });
    retype('string');
    first('7');
    retype('number');
    expect(company()).toEqual({ type: 'number', initial: 7 });
  });

  it('has variables keep their type once all first values can, in one step that can be undone', () => {
    documentStore.getState().open('front-desk', 1, {
      ...flow,
      variables: { count: { type: 'number', initial: '5' }, open: { type: 'boolean', initial: 'yes' } },
    });
    show();
    const toggle = () => fireEvent.click(screen.getByRole('switch', { name: 'Variables keep their type' }));
    const state = () => documentStore.getState().document;
    toggle();
    expect(
      screen.getByText(/^Not switched on. The first value of "open" is "yes"; expected true or false/),
    ).toBeTruthy();
    expect(state().settings).toEqual({});
    fireEvent.change(screen.getByLabelText('First value of open'), { target: { value: 'true' } });
    expect(screen.queryByText(/^Not switched on/)).toBeNull();
    toggle();
    expect(state().settings).toEqual({ typedVariables: true });
    expect(state().variables).toEqual({
      count: { type: 'number', initial: 5 },
      open: { type: 'boolean', initial: true },
    });
    act(() => documentStore.getState().undo());
    expect(state().settings).toEqual({});
    expect(state().variables.count?.initial).toBe('5');
    act(() => documentStore.getState().redo());
    toggle();
    expect(state().settings).toEqual({});
  });

  it('deletes several blocks in one step', () => {
    show('dial', 'bye');
    expect(screen.getByText('2 blocks')).toBeTruthy();
    fireEvent.click(screen.getByText('Delete'));
    expect(Object.keys(documentStore.getState().document.blocks)).toEqual(['start']);
    act(() => documentStore.getState().undo());
    expect(Object.keys(documentStore.getState().document.blocks)).toHaveLength(3);
  });
});

describe('what the inspector shows', () => {
  it('begins at the top whenever it is something else, and stays where it is while somebody types', () => {
    documentStore.getState().select(['dial']);
    const { container } = render(
      <aside className="inspector-panel">
        <Inspector />
      </aside>,
    );
    const panel = container.querySelector('.inspector-panel') as HTMLElement;
    for (const next of [['bye'], ['dial', 'bye'], [], ['dial']]) {
      panel.scrollTop = 300;
      act(() => documentStore.getState().select(next));
      expect(panel.scrollTop, next.join()).toBe(0);
    }
    panel.scrollTop = 300;
    fireEvent.change(screen.getByLabelText('Ring for'), { target: { value: '20' } });
    expect(panel.scrollTop).toBe(300);
    act(() => documentStore.getState().select([]));
    panel.scrollTop = 300;
    const fallback = container.querySelector('#flow-fallback') as HTMLElement;
    fireEvent.change(fallback, { target: { value: 'Sorry.' } });
    expect(panel.scrollTop).toBe(300);
    act(() => documentStore.getState().open('other', 1, flow));
    expect(panel.scrollTop).toBe(0);
  });
});
