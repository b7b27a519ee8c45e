import { beforeEach, describe, expect, it } from 'vitest';
import { createDocumentStore, type DocumentStore } from '../../client/state/document.ts';
import type { FlowDocument } from '../../shared/flow/types.ts';

const empty: FlowDocument = {
  version: 1,
  name: 'Test',
  settings: {},
  variables: {},
  blocks: {},
  layout: {},
  tests: [],
};
let clock = 0;
let store: DocumentStore;
const state = () => store.getState();

beforeEach(() => {
  clock = 1000;
  store = createDocumentStore(() => clock);
  state().open('test', 1, empty);
});

describe('placing and connecting', () => {
  it('places a block plugged into an exit and selects it, as one step', () => {
    const menu = state().place('menu', [10.4, 20]);
    const say = state().place('say', [300, 20], { block: menu, exit: 'noInput' });
    expect(state().document.blocks[menu]?.exits).toEqual({ noInput: say });
    expect(state().document.layout[menu]).toEqual([10, 20]);
    expect(state().selection).toEqual([say]);
    state().undo();
    expect(Object.keys(state().document.blocks)).toEqual([menu]);
    expect(state().document.blocks[menu]?.exits).toEqual({});
    expect(state().selection).toEqual([]);
    state().redo();
    expect(state().document.blocks[menu]?.exits).toEqual({ noInput: say });
  });

  it('gives a second block of a type a name of its own', () => {
    state().place('say', [0, 0]);
    const second = state().place('say', [0, 0]);
    expect(state().document.blocks[second]?.name).toBe('Say 2');
  });

  it('replaces the cord of an exit and refuses entries and exits that are not there', () => {
    const [start, a, b] = [state().place('start', [0, 0]), state().place('say', [0, 0]), state().place('say', [0, 0])];
    state().connect(start, 'next', a);
    state().connect(start, 'next', b);
    expect(state().document.blocks[start]?.exits).toEqual({ next: b });
    const before = state().document;
    state().connect(a, 'next', start);
    state().connect(a, 'nowhere', b);
    expect(state().document).toBe(before);
  });

  it('removes blocks with the cords that led to them and leaves the others untouched', () => {
    const [a, b, c] = [state().place('say', [0, 0]), state().place('say', [0, 0]), state().place('say', [0, 0])];
    state().connect(a, 'next', b);
    const untouched = state().document.blocks[c];
    state().removeBlocks([b]);
    expect(state().document.blocks[a]?.exits).toEqual({});
    expect(state().document.blocks[c]).toBe(untouched);
    expect(state().document.layout[b]).toBeUndefined();
  });
});

describe('typing', () => {
  it('makes one undo step of typing on, and a new one after a pause or in another field', () => {
    const say = state().place('say', [0, 0]);
    for (const text of ['H', 'He', 'Hel']) state().rename(say, text);
    clock += 5000;
    state().rename(say, 'Hello');
    state().undo();
    expect(state().document.blocks[say]?.name).toBe('Hel');
    state().undo();
    expect(state().document.blocks[say]?.name).toBeUndefined();
    state().redo();
    expect(state().document.blocks[say]?.name).toBe('Hel');
  });

  it('pulls the cord of a deleted choice in the same step, and keeps it through a change of key', () => {
    const menu = state().place('menu', [0, 0]);
    const choice = (key: string) => ({ id: 'sales', key, label: 'Sales', phrases: [] });
    state().setProps(menu, { choices: [choice('1')] });
    const say = state().place('say', [0, 0], { block: menu, exit: 'sales' });
    state().setProps(menu, { choices: [choice('7')] });
    expect(state().document.blocks[menu]?.exits).toEqual({ sales: say });
    clock += 5000;
    state().setProps(menu, { choices: [] });
    expect(state().document.blocks[menu]?.exits).toEqual({});
    state().undo();
    expect(state().document.blocks[menu]?.exits).toEqual({ sales: say });
  });
});

describe('variables', () => {
  it('are renamed wherever they are used in one step, which undo takes back', () => {
    const say = state().place('say', [0, 0]);
    state().setProps(say, { prompts: [{ say: 'Hello {{ company }}' }] });
    state().setVariables({ company: { type: 'string' } });
    state().rest();
    const before = state().document;
    state().renameVariable('company', 'firm');
    expect(state().document.variables).toEqual({ firm: { type: 'string' } });
    expect(state().document.blocks[say]?.props.prompts).toEqual([{ say: 'Hello {{ firm }}' }]);
    state().undo();
    expect(state().document).toBe(before);
  });
});

describe('moving and copying', () => {
  it('moves several blocks as one step and ignores a move to where they are', () => {
    const [a, b] = [state().place('say', [0, 0]), state().place('say', [0, 200])];
    const steps = store.temporal.getState().pastStates.length;
    state().move({ [a]: [50, 50], [b]: [50, 250] });
    state().move({ [a]: [50, 50] });
    expect(store.temporal.getState().pastStates.length).toBe(steps + 1);
    state().undo();
    expect(state().document.layout).toEqual({ [a]: [0, 0], [b]: [0, 200] });
  });

  it('copies into another flow with the cords among the copies only', () => {
    const [a, b, c] = [state().place('say', [0, 0]), state().place('say', [300, 0]), state().place('say', [600, 0])];
    state().connect(a, 'next', b);
    state().connect(b, 'next', c);
    const text = state().copy([a, b]);
    state().open('other', 1, empty);
    expect(state().paste(text, [10, 10])).toBe(true);
    const [first, second] = state().selection as [string, string];
    expect(state().document.blocks[first]?.exits).toEqual({ next: second });
    expect(state().document.blocks[second]?.exits).toEqual({});
    expect(state().document.layout[second]).toEqual([310, 10]);
    expect(state().paste('{"a":1}')).toBe(false);
  });

  it('lays the flow out from left to right along its cords', async () => {
    const [a, b] = [state().place('say', [500, 0]), state().place('say', [0, 0])];
    state().connect(a, 'next', b);
    await state().autoLayout();
    const { layout } = state().document;
    expect(layout[a]![0] + 240).toBeLessThan(layout[b]![0]);
  });
});
