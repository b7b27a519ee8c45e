import { Pause, Volume2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Prompt } from '../../../shared/fields/prompts.ts';
import { FLOW_LIMITS } from '../../../shared/flow/limits.ts';
import type { Json, Translation } from '../../../shared/flow/types.ts';
import { type RowState, rowState } from '../../../shared/languages/rows.ts';
import { textOf } from '../../../shared/languages/texts.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { uiStore } from '../../state/index.ts';
import { languageStore } from '../../state/language.ts';
import { CellEditor } from './CellEditor.tsx';
import { contentOf, piecesOf } from './cell.ts';
import type { Place } from './places.ts';
import { showPlace } from './show-place.ts';

interface TextsCellProps {
  readonly row: string;
  /** Absent for what belongs to no block. */
  readonly block: string | undefined;
  readonly field: string;
  /** Names the row to those who cannot see it. */
  readonly name: string;
  readonly label: string;
  readonly language: string;
  /** Whether this is the flow's own language. */
  readonly own: boolean;
  readonly original: Json;
  /** Whether the original is what Patchcord says where the flow has no words of its own. */
  readonly standard: boolean;
  readonly translation: Translation | undefined;
  readonly tab: boolean;
  readonly writing: boolean;
  readonly readOnly: boolean;
  readonly onWrite: (place: Place | null) => void;
  readonly onLeave: (place: Place) => void;
}

/** A text in one language: to be read, and to be written in place where it is one piece; several open the form of their block. */
export function TextsCell(props: TextsCellProps) {
  const { row, block, field, name, language, own, original, standard, translation, writing, readOnly } = props;
  const value = own ? original : translation?.value;
  // Words that are not the flow's are shown, and written anew from the first letter.
  const written = own && standard ? undefined : value;
  const content = contentOf(original, written);
  const state: RowState = own ? 'translated' : rowState({ original }, translation);
  const place = { row, column: language };
  if (writing && content.kind !== 'more') {
    return (
      <td className="texts-cell is-writing" data-row={row} data-column={language} tabIndex={-1}>
        <CellEditor
          key={language}
          label={`${name}, ${languageName(language)}`}
          place={{ block, field }}
          language={own ? null : language}
          content={content}
          state={state}
          spoken={language}
          original={original}
          most={block === undefined ? FLOW_LIMITS.fallbackLength : undefined}
          onLeave={() => props.onLeave(place)}
        />
      </td>
    );
  }
  const open = (): void => {
    if (readOnly) return;
    if (content.kind !== 'more' || block === undefined) {
      props.onWrite(place);
      return;
    }
    props.onWrite(null);
    languageStore.getState().show(own ? null : language);
    uiStore.getState().focusBlock(block, field);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const opens = event.key === 'Enter' || event.key === 'F2';
    const types = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!opens && !(types && content.kind !== 'more')) return;
    // A letter is the first one of what is typed: the editor opens under it.
    if (opens) event.preventDefault();
    event.stopPropagation();
    open();
  };
  return (
    <td
      className={`texts-cell is-${state}`}
      data-row={row}
      data-column={language}
      tabIndex={props.tab ? 0 : -1}
      lang={language}
      onClick={() => {
        showPlace(block);
        open();
      }}
      onKeyDown={onKeyDown}
    >
      <span className="texts-language">{languageName(language)}</span>
      {value === undefined ? <span className="texts-none">Not translated</span> : <Said value={value} />}
      {own && standard && <span className="texts-standard">Standard words</span>}
      {state === 'outdated' && <span className="texts-state">Out of date</span>}
    </td>
  );
}

function Said({ value }: { value: Json }) {
  if (typeof value === 'object' && !Array.isArray(value)) return <span className="texts-said">{textOf(value)}</span>;
  return piecesOf(value).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
    <Piece key={index} piece={piece} />
  ));
}

function Piece({ piece }: { piece: Prompt }) {
  if ('pause' in piece) {
    return (
      <span className="texts-said is-sound">
        <Pause size={12} aria-hidden="true" /> {piece.pause || 1} s of silence
      </span>
    );
  }
  if ('play' in piece) {
    return (
      <span className="texts-said is-sound">
        <Volume2 size={12} aria-hidden="true" /> {piece.play}
      </span>
    );
  }
  return (
    <span className="texts-said">
      {piece.say}
      {piece.voice && <small className="texts-voice">{piece.voice.replace(/^(Polly|Google)\./, '')}</small>}
    </span>
  );
}
