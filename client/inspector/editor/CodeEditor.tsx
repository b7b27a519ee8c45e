import { Annotation, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type RefObject, useEffect, useRef } from 'react';
import { offsetOf } from '../../../shared/twiml/places.ts';
import '../../ui/xml/xml.css';
import './editor.css';

/** Puts the caret at a line and column, counted from 1. */
export type Reveal = (line: number, column: number) => void;

export interface CodeEditorProps {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly readOnly: boolean;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly reveal: RefObject<Reveal | null>;
}

/** A text in CodeMirror. @param extensions what makes it an editor of its language; another one makes another editor */
export function CodeEditor(props: CodeEditorProps & { readonly extensions: Extension }) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef(props);
  latest.current = props;
  const { value, extensions, reveal } = props;

  useEffect(() => {
    if (host.current === null) return undefined;
    const created = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          extensions,
          EditorView.contentAttributes.of(() => attributesOf(latest.current)),
          EditorView.updateListener.of((update) => {
            const ours = update.transactions.some((transaction) => transaction.annotation(fromOutside));
            if (update.docChanged && !ours) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = created;
    reveal.current = (line, column) => {
      const anchor = offsetOf(created.state.doc.toString(), line, column);
      created.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      created.focus();
    };
    return () => {
      reveal.current = null;
      created.destroy();
    };
  }, [extensions, reveal]);

  useEffect(() => {
    const { current } = view;
    const text = current?.state.doc.toString();
    if (current === null || text === value.replace(/\r\n?/g, '\n')) return;
    current.dispatch({
      changes: { from: 0, to: current.state.doc.length, insert: value },
      annotations: fromOutside.of(true),
    });
  }, [value]);

  // Attributes of the text are computed when the view updates.
  const { label, describedBy, invalid } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: an empty update draws these anew
  useEffect(() => view.current?.dispatch({}), [label, describedBy, invalid]);

  return <div className="code-editor" ref={host} />;
}

/** Marks a change that came from undo or another place of the designer, not from this editor. */
const fromOutside = Annotation.define<boolean>();

function attributesOf({ id, label, describedBy, invalid, readOnly }: CodeEditorProps): Record<string, string> {
  return {
    id,
    'aria-label': label,
    'aria-describedby': describedBy,
    ...(invalid ? { 'aria-invalid': 'true' } : {}),
    ...(readOnly ? { 'aria-readonly': 'true', tabindex: '0' } : {}),
  };
}
