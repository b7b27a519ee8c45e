import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HttpEffect } from '../../shared/effect.ts';
import { trialsApi } from '../api/trials.ts';
import { voicesReady } from '../ui/sound/speak.ts';
import type { Line, LineOptions } from './call/line.ts';
import type { PhoneCall } from './call/types.ts';
import { calledStore } from './called.ts';
import { type DocumentStore, documentStore } from './document.ts';
import { messagesOnly } from './entries.ts';
import { environmentsStore, valuesIn } from './environments.ts';
import { momentOf, zoneOfFlow } from './flow-clock.ts';
import { createLanguageStore, type LanguageState, languageStore } from './language.ts';

/** The phone beside the canvas: one call at a time, from the page to the flow that is open. */
export interface PhoneState {
  /** Whether the handset is shown. */
  readonly open: boolean;
  readonly muted: boolean;
  /** Number the next call comes from, as it was typed. */
  readonly from: string;
  /** Moment of the next call on the flow's clock, as a `datetime-local` field has it; empty: now. */
  readonly at: string;
  /** Moment as of which the call was made, in ISO 8601 with an offset; null: when it was made. */
  readonly asOf: string | null;
  /** The call that goes on, or the last one. */
  readonly call: PhoneCall | null;
  /** Why no call could be made. */
  readonly error: string | null;
  /** Whether no call was made because the flow only answers messages. */
  readonly unanswered: boolean;

  setOpen(open: boolean): void;
  setFrom(from: string): void;
  setAt(at: string): void;
  setMuted(muted: boolean): void;
  /**
   * Calls the flow as it is on the canvas now, in the language that is looked at, unless it only answers messages; a call that goes on is ended. Shows the handset.
   */
  dial(): Promise<void>;
  press(key: string): void;
  say(text: string): void;
  hangUp(): void;
  /** Lets what is heard, or waited for, be over. */
  skip(): void;
  /** What somebody does whose phone the flow rings. */
  party(...what: Parameters<Line['party']>): void;
  /** What comes of a request to another server that the flow made. */
  answer(...what: Parameters<Line['answer']>): void;
  /** Ends the call and forgets it. */
  leave(): void;
  /** The line of the latest call, to make a test of. */
  line(): Line | undefined;
}

/** The line and all it needs come when the first call is made. */
type OpenLine = (options: LineOptions) => Promise<Line>;

const openLine: OpenLine = async (options) => {
  const [{ Line }] = await Promise.all([import('./call/line.ts'), voicesReady()]);
  return new Line(options);
};

/** Who calls where nobody says otherwise; a number that nobody has. */
export const DEFAULT_CALLER = '+15550100199';
const DEFAULT_CALLER_TEXT = '+1 555 010 0199';

/** A number without what people put between its figures. */
export function plainNumber(typed: string): string {
  return typed.replace(/[\s()-]/g, '');
}

/**
 * A phone of its own; the designer uses `phoneStore`.
 *
 * @param languages in which of the flow's languages a call begins
 */
export function createPhoneStore(
  documents: Pick<DocumentStore, 'getState' | 'subscribe'>,
  open: OpenLine = openLine,
  languages: Pick<StoreApi<LanguageState>, 'getState'> = createLanguageStore(documents),
) {
  let line: Line | undefined;
  let dialled = 0;
  const store = createStore<PhoneState>()((set, get) => ({
    open: false,
    muted: false,
    from: DEFAULT_CALLER_TEXT,
    at: '',
    asOf: null,
    call: null,
    error: null,
    unanswered: false,
    setOpen: (open) => set({ open }),
    setFrom: (from) => set({ from }),
    setAt: (at) => set({ at }),
    setMuted: (muted) => {
      line?.mute(muted);
      set({ muted });
    },
    dial: async () => {
      const count = ++dialled;
      line?.close();
      line = undefined;
      const { document, flowId } = documents.getState();
      const unanswered = messagesOnly(document);
      const asOf = momentOf(get().at, zoneOfFlow(document)) ?? null;
      set({ open: true, asOf, call: null, error: null, unanswered });
      if (unanswered) return;
      const { muted } = get();
      const from = plainNumber(get().from) || DEFAULT_CALLER;
      const { language } = languages.getState();
      const onChange = (call: PhoneCall): void => {
        if (count === dialled) set({ call });
      };
      try {
        const { view, tried } = environmentsStore.getState();
        const send = (effect: HttpEffect) => trialsApi.request(effect, tried);
        const tryIn = { env: valuesIn(view, tried), environment: tried };
        const { called } = calledStore.getState();
        const flow = { document, called, self: flowId ?? undefined };
        const at = asOf === null ? undefined : Date.parse(asOf);
        const made = await open({ ...flow, ...tryIn, from, at, muted, language, onChange, send });
        if (count === dialled) line = made;
        else made.close();
      } catch (error) {
        if (count === dialled) set({ error: error instanceof Error ? error.message : String(error) });
      }
    },
    press: (key) => line?.press(key),
    say: (text) => line?.say(text),
    hangUp: () => line?.hangUp(),
    skip: () => line?.skip(),
    party: (sid, does) => line?.party(sid, does),
    answer: (id, what) => line?.answer(id, what),
    leave: () => {
      dialled++;
      line?.close();
      line = undefined;
      set({ open: false, call: null, error: null, unanswered: false });
    },
    line: () => line,
  }));
  documents.subscribe((state, before) => {
    if (state.opened === before.opened) return;
    store.getState().leave();
    store.setState({ at: '' });
  });
  return store;
}

/** The designer's phone. */
export const phoneStore = createPhoneStore(documentStore, openLine, languageStore);
