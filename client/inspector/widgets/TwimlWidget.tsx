import { lazy, Suspense, useRef } from 'react';
import type { TwimlOptions } from '../../../shared/fields/twiml.ts';
import { useNarrow } from '../../state/hooks.ts';
import type { Reveal } from '../twiml/TwimlEditor.tsx';
import { useWidgetContext, type WidgetProblem, type WidgetProps } from '../widget.ts';
import { filled } from './TextWidgets.tsx';

const TwimlEditor = lazy(() => import('../twiml/TwimlEditor.tsx').then((module) => ({ default: module.TwimlEditor })));

/** TwiML as XML: an editor that knows the grammar, with what is wrong below it, line by line. */
export function TwimlWidget(props: WidgetProps<string, TwimlOptions>) {
  const { id, label, value = '', problems, onChange } = props;
  const reveal = useRef<Reveal>(null);
  const readOnly = useNarrow();
  const { completions } = useWidgetContext();
  const below = problems.filter(({ path }) => path !== '');
  const keys = `${id}-keys`;
  return (
    <>
      <Suspense fallback={<pre className="control mono twiml-waiting">{value || ' '}</pre>}>
        <TwimlEditor
          id={id}
          label={label}
          describedBy={[keys, props.describedBy, below.length > 0 && `${id}-problems`].filter(Boolean).join(' ')}
          invalid={props.invalid || below.some(({ severity }) => severity === 'error')}
          document={props.options.document}
          completions={completions}
          readOnly={readOnly}
          value={value}
          onChange={(text) => onChange(filled(text))}
          reveal={reveal}
        />
      </Suspense>
      {!readOnly && (
        <p id={keys} className="twiml-editor-keys">
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

interface ProblemListProps {
  readonly id: string;
  readonly problems: readonly WidgetProblem[];
  readonly reveal: (at: Parameters<Reveal>) => void;
}

/** What is wrong, in the order of the text; each line puts the caret where it belongs. */
function ProblemList({ id, problems, reveal }: ProblemListProps) {
  return (
    <ul id={id} className="twiml-problems">
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
