import { beforeEach, describe, expect, it } from 'vitest';
import { createDocumentStore, type DocumentStore } from '../../client/state/document.ts';
import { blockIn, createLanguageStore } from '../../client/state/language.ts';
import { readFlow } from '../../shared/document.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { read, twoLanguages } from '../languages/support.ts';

let store: DocumentStore;
const state = () => store.getState();
const rows = (language = 'es-MX') => state().document.translations?.[language] ?? {};
const prompts = { block: 'menu', field: 'prompts' };

beforeEach(() => {
  store = createDocumentStore(() => 0);
  state().open('test', 1, read(twoLanguages));
});

describe('languages of a flow', () => {
  it('are added and removed with their translations as steps that can be undone, and no cord is touched', () => {
    const before = state().document;
    state().addLanguage('fr-FR');
    state().translate('fr-FR', prompts, [{ say: 'Pour les ventes, tapez 1.' }]);
    state().setLanguage('fr-FR', { voice: 'Polly.Lea', numbers: ['+15550100102'] });
    expect(state().document.blocks).toBe(before.blocks);
    expect(readFlow(writeFlow(state().document))).toMatchObject({ ok: true });
    state().removeLanguage('fr-FR');
    expect(writeFlow(state().document)).toBe(writeFlow(before));
    state().undo();
    expect(rows('fr-FR')).toHaveProperty(['menu.prompts', 'value'], [{ say: 'Pour les ventes, tapez 1.' }]);
    for (let count = 0; count < 3; count += 1) state().undo();
    expect(state().document).toEqual(before);
  });

  it('are only added once, and only by a code', () => {
    const before = state().document;
    for (const code of ['es-MX', 'en-US', 'not a code', '']) state().addLanguage(code);
    expect(state().document).toBe(before);
  });
});

describe('translations', () => {
  it('go out of date with the original, and fit again once somebody says so', () => {
    state().translate('es-MX', prompts, [{ say: 'Ventas: uno.' }]);
    const { of } = rows()['menu.prompts'] ?? {};
    state().setProps('menu', { prompts: [{ say: 'For sales, press 1 now.' }] });
    expect(rows()['menu.prompts']).toEqual({ value: [{ say: 'Ventas: uno.' }], of });
    state().confirmTranslation('es-MX', prompts);
    expect(rows()['menu.prompts']?.of).not.toBe(of);
  });

  it('are written only for what is said, in languages the flow speaks', () => {
    const before = state().document;
    state().translate('fr-FR', prompts, [{ say: 'Non' }]);
    state().translate('es-MX', { block: 'bye', field: 'prompts' }, [{ say: 'No' }]);
    state().translate('es-MX', { block: 'constructor', field: 'prompts' }, [{ say: 'No' }]);
    expect(state().document).toBe(before);
  });

  it('of what is said when a turn fails are a step as all others', () => {
    const before = state().document;
    const fallback = { block: undefined, field: 'fallback' };
    state().translate('es-MX', fallback, 'Perdón.');
    expect(state().document.languages?.['es-MX']).toMatchObject({ voice: 'Polly.Mia-Neural', fallback: 'Perdón.' });
    state().setSettings({ fallback: 'So sorry.' });
    const old = state().document.languages?.['es-MX']?.fallbackOf;
    state().confirmTranslation('es-MX', fallback);
    expect(state().document.languages?.['es-MX']?.fallbackOf).not.toBe(old);
    for (let count = 0; count < 3; count += 1) state().undo();
    expect(state().document).toEqual(before);
  });

  it('leave with their block, and come back with it', () => {
    const before = rows();
    state().removeBlocks(['menu']);
    expect(state().document.translations).toBeUndefined();
    state().undo();
    expect(rows()).toEqual(before);
  });

  it('of a choice leave with the choice, so that a new one of its id does not answer to its words', () => {
    state().setProps('menu', { choices: [{ id: 'help', key: '2', label: 'Help', phrases: ['help'] }] });
    expect(Object.keys(rows())).toEqual(['menu.prompts']);
  });

  it('are copied with a block, within a flow and into another that speaks the language', () => {
    state().duplicate(['menu']);
    expect(rows()['menu2.prompts']).toEqual(rows()['menu.prompts']);
    const text = state().copy(['menu']);
    state().open('other', 1, read({ ...twoLanguages, translations: {} }));
    state().paste(text);
    expect(rows()['menu2.prompts']?.value).toEqual([{ say: 'Para ventas, oprima uno.' }]);
    const { languages: _gone, ...plain } = { ...read(twoLanguages), translations: {} };
    state().open('third', 1, plain);
    state().paste(text);
    expect(rows()).toEqual({});
  });

  it('from a clipboard that somebody wrote by hand come only in their shape', () => {
    const clip = JSON.parse(state().copy(['menu']));
    clip.translations['es-MX'] = {
      'menu.prompts': { value: 'words' },
      'menu.choices': { value: { sales: ['ventas'] }, of: 'x'.repeat(99) },
      'menu.timeout': { value: 3 },
      'other.prompts': { value: [{ say: 'Hola' }] },
    };
    state().paste(JSON.stringify(clip));
    expect(Object.keys(rows()).filter((key) => key.startsWith('menu2'))).toEqual([]);
    expect(readFlow(writeFlow(state().document))).toMatchObject({ ok: true });
  });
});

describe('the language that is looked at', () => {
  it('shows each block as it is heard in it, and the same object until something in it changes', () => {
    const before = blockIn(state().document, 'es-MX', 'menu');
    expect(before?.props.prompts).toEqual([{ say: 'Para ventas, oprima uno.' }]);
    state().setProps('hours', { prompts: [{ say: 'Hi' }] });
    expect(blockIn(state().document, 'es-MX', 'menu')).toBe(before);
    state().translate('es-MX', prompts, [{ say: 'Ventas: uno.' }]);
    expect(blockIn(state().document, 'es-MX', 'menu')?.props.prompts).toEqual([{ say: 'Ventas: uno.' }]);
    expect(blockIn(state().document, null, 'menu')).toBe(state().document.blocks.menu);
  });

  it('is the flow’s own again once the language is gone, or another flow is opened', () => {
    const { getState } = createLanguageStore(store);
    getState().show('fr-FR');
    expect(getState().language).toBeNull();
    getState().show('es-MX');
    expect(getState().language).toBe('es-MX');
    state().removeLanguage('es-MX');
    expect(getState().language).toBeNull();
    state().undo();
    getState().show('es-MX');
    state().open('other', 1, read(twoLanguages));
    expect(getState().language).toBeNull();
  });
});
