import {
  acceptCompletion,
  autocompletion,
  type CompletionSource,
  closeBrackets,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { javascript, javascriptLanguage } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLineGutter, keymap, lineNumbers, tooltips } from '@codemirror/view';
import { useMemo } from 'react';
import { syntaxProblem } from '../../../shared/fields/code.ts';
import { offsetOf } from '../../../shared/twiml/places.ts';
import { CodeEditor, type CodeEditorProps } from '../editor/CodeEditor.tsx';
import { colours } from './colours.ts';

interface JavascriptEditorProps extends CodeEditorProps {
  /** Members of `input`, joined with commas. */
  readonly inputs: string;
}

/** An editor of JavaScript. Loaded only where somebody writes a function. */
export function JavascriptEditor({ inputs, ...props }: JavascriptEditorProps) {
  const { readOnly } = props;
  const extensions = useMemo(() => extensionsFor(readOnly, inputs === '' ? [] : inputs.split(',')), [readOnly, inputs]);
  return <CodeEditor {...props} extensions={extensions} />;
}

function extensionsFor(readOnly: boolean, inputs: readonly string[]): Extension {
  return [
    lineNumbers(),
    history(),
    javascript(),
    javascriptLanguage.data.of({ autocomplete: inputSource(inputs) }),
    indentUnit.of('  '),
    syntaxHighlighting(colours),
    bracketMatching(),
    drawSelection(),
    EditorView.lineWrapping,
    tooltips({ position: 'fixed', parent: document.body }),
    lintGutter(),
    linter((view) => diagnostics(view.state.doc.toString()), { delay: 300 }),
    readOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : editing,
  ];
}

const editing: Extension = [
  closeBrackets(),
  indentOnInput(),
  highlightActiveLineGutter(),
  autocompletion({ icons: false, activateOnTypingDelay: 60, optionClass: ({ type }) => `cm-of-${type}` }),
  keymap.of([
    ...completionKeymap,
    { key: 'Tab', run: acceptCompletion },
    ...historyKeymap,
    ...lintKeymap,
    ...defaultKeymap,
    // Escape and then Tab leaves the editor: CodeMirror sees to it.
    indentWithTab,
  ]),
];

/** Offers `input` and, behind its dot, what the block gives. */
function inputSource(inputs: readonly string[]): CompletionSource {
  return (context) => {
    const member = context.matchBefore(/\binput\.[\w$]*/);
    if (member)
      return { from: member.from + 'input.'.length, options: inputs.map((label) => ({ label, type: 'variable' })) };
    const word = context.matchBefore(/\bi\w*/);
    return word && { from: word.from, options: [{ label: 'input', type: 'variable', detail: 'the parameters' }] };
  };
}

function diagnostics(text: string) {
  const problem = syntaxProblem(text);
  if (!problem) return [];
  const from = Math.min(offsetOf(text, problem.line, problem.column), text.length);
  return [{ from, to: Math.min(from + 1, text.length), severity: 'error' as const, message: problem.message }];
}
