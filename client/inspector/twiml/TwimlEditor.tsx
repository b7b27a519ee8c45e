import { useMemo } from 'react';
import { CodeEditor, type CodeEditorProps } from '../editor/CodeEditor.tsx';
import { type EditorOptions, twimlExtensions } from './extensions.ts';

/** An editor of TwiML. Loaded only where somebody edits TwiML of their own. */
export function TwimlEditor({ document, completions, ...props }: CodeEditorProps & EditorOptions) {
  const { readOnly } = props;
  const extensions = useMemo(
    () => twimlExtensions({ readOnly, document, completions }),
    [readOnly, document, completions],
  );
  return <CodeEditor {...props} extensions={extensions} />;
}
