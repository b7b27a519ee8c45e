import { type ReactNode, type RefObject, Suspense } from 'react';
import type { Reveal } from '../editor/CodeEditor.tsx';
import type { WidgetProblem, WidgetProps } from '../widget.ts';

interface EditorFrameProps extends Pick<WidgetProps<string>, 'id' | 'value' | 'problems'> {
  readonly reveal: RefObject<Reveal | null>;
  readonly readOnly: boolean;
  readonly children: ReactNode;
}

/** What stands around an editor of code: the text while it loads, its keys, and what is wrong, line by line. */
export function EditorFrame({ id, value = '', problems, reveal, readOnly, children }: EditorFrameProps) {
  const below = belowOf(problems);
  return (
    <>
      <Suspense fallback={<pre className="control mono editor-waiting">{value || ' '}</pre>}>{children}</Suspense>
      {!readOnly && (
        <p id={`${id}-keys`} className="code-editor-keys">
          <span>
            <kbd>Ctrl Space</kbd> what fits here
          </span>
          <span>
            <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor
          </span>
        </p>
      )}
      {below.length > 0 && (
        <ProblemList id={`${id}-problems`} problems={below} reveal={(at) => reveal.current?.(...at)} />
      )}
    </>
  );
}

/** What an editor says of itself, from what its field knows. */
export function editorAttributes({ id, describedBy, invalid, problems }: WidgetProps<string, object>) {
  const below = belowOf(problems);
  return {
    describedBy: [`${id}-keys`, describedBy, below.length > 0 && `${id}-problems`].filter(Boolean).join(' '),
    invalid: invalid || below.some(({ severity }) => severity === 'error'),
  };
}

function belowOf(problems: readonly WidgetProblem[]): readonly WidgetProblem[] {
  return problems.filter(({ path }) => path !== '');
}

interface ProblemListProps {
  readonly id: string;
  readonly problems: readonly WidgetProblem[];
  readonly reveal: (at: Parameters<Reveal>) => void;
}

/** What is wrong, in the order of the text; each line puts the caret where it belongs. */
function ProblemList({ id, problems, reveal }: ProblemListProps) {
  return (
    <ul id={id} className="editor-problems">
      {problems.map(({ path, severity, message }) => (
        <li key={path + message}>
          <button type="button" className={`field-note is-${severity}`} onClick={() => reveal(placeOf(path))}>
            {message}
          </button>
        </li>
      ))}
    </ul>
  );
}

function placeOf(path: string): Parameters<Reveal> {
  const [line = 1, column = 1] = path.match(/\d+/g)?.map(Number) ?? [];
  return [line, column];
}
