import { AudioLines, Check, Trash2, Type } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { FlowSettings, Json } from '../../../shared/flow/types.ts';
import { DEFAULT_FALLBACK } from '../../../shared/languages/fallback-row.ts';
import type { RowPlace, RowState } from '../../../shared/languages/rows.ts';
import { textOf } from '../../../shared/languages/texts.ts';
import { documentStore } from '../../state/document.ts';
import { VoiceSelect } from '../widgets/VoiceSelect.tsx';
import { type CellContent, writtenIn } from './cell.ts';

interface CellEditorProps {
  readonly label: string;
  readonly place: RowPlace;
  /** Further language it is written in; null for the flow's own. */
  readonly language: string | null;
  /** Code of the language that is spoken. */
  readonly spoken: string;
  readonly content: Exclude<CellContent, { readonly kind: 'more' }>;
  readonly original: Json;
  readonly state: RowState;
  /** Characters that the document holds; any number if absent. */
  readonly most: number | undefined;
  readonly onLeave: () => void;
}

/** Writes one text in place: words or the address of a recording, and the voice. Every key is kept at once, as in the form. */
export function CellEditor(props: CellEditorProps) {
  const { label, place, language, state, original, onLeave } = props;
  const [content, setContent] = useState(props.content);
  const [former] = useState(props.content);
  const input = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = input;
    current?.focus();
    current?.parentElement?.scrollIntoView({ block: 'nearest' });
    current?.setSelectionRange(current.value.length, current.value.length);
  }, []);
  const change = (next: typeof content): void => {
    setContent(next);
    const value = writtenIn(next);
    if (language !== null) documentStore.getState().translate(language, place, value);
    else writeOwn(place, value);
  };
  const isPlay = content.kind === 'piece' && 'play' in content.piece;
  const text = content.kind === 'text' ? content.text : 'say' in content.piece ? content.piece.say : content.piece.play;
  const onKeyDown = (event: KeyboardEvent): void => {
    // Keys that write belong to the text, not to the table or the canvas.
    event.stopPropagation();
    const ends = event.key === 'Escape' || (event.key === 'Enter' && !event.shiftKey);
    if (!ends || event.nativeEvent.isComposing || event.target !== input.current) return;
    event.preventDefault();
    if (event.key === 'Escape' && content !== former) change(former);
    onLeave();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble up from the controls in it
    <div className="texts-editor" onKeyDown={onKeyDown} onClick={(event) => event.stopPropagation()} onFocus={rest}>
      {language !== null && state === 'missing' && <p className="texts-original">{textOf(original)}</p>}
      <textarea
        ref={input}
        className={isPlay ? 'control template-input mono' : 'control template-input'}
        rows={1}
        aria-label={label}
        lang={props.spoken}
        placeholder={
          isPlay ? 'https://example.com/welcome.mp3' : language === null ? ownPlaceholder(place) : 'Translation'
        }
        maxLength={props.most}
        value={text}
        onChange={({ target: { value } }) => change(withText(content, value))}
      />
      <div className="texts-tools">
        {content.kind === 'piece' && <SoundSwitch play={isPlay} onSwitch={() => change(switched(content))} />}
        {content.kind === 'piece' && 'say' in content.piece && (
          <VoiceSelect
            label="Voice"
            value={content.piece.voice}
            language={content.piece.language ?? props.spoken}
            placeholder="Voice of the language"
            onChange={(voice) => change(withVoice(content, voice))}
          />
        )}
        {language !== null && state === 'outdated' && (
          <button
            type="button"
            className="plain-button is-small"
            title="The original has changed since this was translated"
            onClick={() => documentStore.getState().confirmTranslation(language, place)}
          >
            <Check size={14} aria-hidden="true" /> Still fits
          </button>
        )}
        {language !== null && state !== 'missing' && (
          <button
            type="button"
            className="icon-button"
            aria-label="Remove translation"
            title="Remove translation"
            onClick={() => {
              documentStore.getState().translate(language, place, undefined);
              onLeave();
            }}
          >
            <Trash2 size={14} aria-hidden="true" />
          </button>
        )}
      </div>
    </div>
  );
}

/** Writes a text in the flow's own language. */
function writeOwn({ block, field }: RowPlace, value: Json | undefined): void {
  const { setProps, setSettings } = documentStore.getState();
  if (block === undefined) setSettings({ [field]: value } as Partial<FlowSettings>);
  // A text that is emptied stays a row, so that it can be written anew.
  else if (value !== undefined) setProps(block, { [field]: value });
}

function ownPlaceholder({ block }: RowPlace): string {
  return block === undefined ? DEFAULT_FALLBACK : 'What callers hear';
}

/** Another cell's typing is another step of undo. */
function rest(event: FocusEvent): void {
  event.stopPropagation();
  documentStore.getState().rest();
}

function SoundSwitch({ play, onSwitch }: { play: boolean; onSwitch: () => void }) {
  const words = play ? 'Say words instead' : 'Play a recording instead';
  return (
    <button type="button" className="icon-button" aria-label={words} title={words} onClick={onSwitch}>
      {play ? <Type size={14} aria-hidden="true" /> : <AudioLines size={14} aria-hidden="true" />}
    </button>
  );
}

type Content = CellEditorProps['content'];
type Piece = Extract<Content, { readonly kind: 'piece' }>;

function withText(content: Content, text: string): Content {
  if (content.kind === 'text') return { kind: 'text', text };
  const { piece } = content;
  return { kind: 'piece', piece: 'say' in piece ? { ...piece, say: text } : { ...piece, play: text } };
}

function switched({ piece }: Piece): Piece {
  return { kind: 'piece', piece: 'say' in piece ? { play: '' } : { say: '' } };
}

function withVoice(content: Piece, voice: string | undefined): Piece {
  const { voice: _former, ...piece } = content.piece as { say: string; voice?: string };
  return { kind: 'piece', piece: voice === undefined ? piece : { ...piece, voice } };
}
