import { closeBrackets } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, indentUnit, LanguageSupport, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap } from '@codemirror/view';
import { CodeEditor, type CodeEditorProps } from '../editor/CodeEditor.tsx';
import { colours } from './colours.ts';

/** An editor of JSON. Loaded only where a variable holds an object or a list. */
export function JsonEditor(props: CodeEditorProps) {
  return <CodeEditor {...props} extensions={props.readOnly ? READ_ONLY : EDITING} />;
}

// JSON is what an expression of JavaScript can be.
const json = new LanguageSupport(javascriptLanguage.configure({ top: 'SingleExpression' }, 'json'));

const SHOWN: Extension = [
  json,
  indentUnit.of('  '),
  syntaxHighlighting(colours),
  bracketMatching(),
  drawSelection(),
  EditorView.lineWrapping,
];

const READ_ONLY: Extension = [SHOWN, EditorState.readOnly.of(true), EditorView.editable.of(false)];

// Escape and then Tab leaves the editor: CodeMirror sees to it.
const EDITING: Extension = [
  SHOWN,
  history(),
  closeBrackets(),
  keymap.of([...historyKeymap, ...defaultKeymap, indentWithTab]),
];
