import { createStore } from 'zustand/vanilla';
import type { Json } from '../../shared/flow/types.ts';

/** A value as it is being typed, which the document may not be able to hold yet. */
interface Unfinished {
  readonly text: string;
  /** What the document held then; where it holds something else since, the text is out of date. */
  readonly beside: string;
}

const store = createStore<Readonly<Record<string, Unfinished>>>()(() => ({}));
const key = (flow: string | null, name: string): string => `${flow} ${name}`;
const canonical = (value: Json | undefined): string => JSON.stringify(value) ?? '';

/** Texts of first values, kept while the page is open so that leaving an editor loses nothing. */
export const unfinished = {
  store,

  /** The text that was typed for a variable, as long as the document holds what it held then. */
  textOf: (flow: string | null, name: string, value: Json | undefined): string | undefined => {
    const found = store.getState()[key(flow, name)];
    return found?.beside === canonical(value) ? found.text : undefined;
  },

  keep: (flow: string | null, name: string, text: string, value: Json | undefined): void =>
    store.setState({ [key(flow, name)]: { text, beside: canonical(value) } }),

  /** Follows a variable to its new name. */
  rename: (flow: string | null, from: string, to: string): void => {
    const { [key(flow, from)]: found, ...rest } = store.getState();
    if (found) store.setState({ ...rest, [key(flow, to)]: found }, true);
  },
};
