import { lazy, Suspense, useId, useRef } from 'react';
import { useStore } from 'zustand';
import { readInitial } from '../../../shared/flow/initial-text.ts';
import type { Json, VariableType } from '../../../shared/flow/types.ts';
import { useDocument, useNarrow } from '../../state/hooks.ts';
import { unfinished } from '../../state/unfinished.ts';
import type { Reveal } from '../editor/CodeEditor.tsx';

const JsonEditor = lazy(() =>
  import('../javascript/JsonEditor.tsx').then((module) => ({ default: module.JsonEditor })),
);

interface JsonValueProps {
  readonly name: string;
  readonly label: string;
  readonly type: VariableType;
  readonly value: Json | undefined;
  readonly onChange: (value: Json | undefined) => void;
}

/** The first value of an object or a list, as JSON. What is not finished is kept beside the document, with what is wrong. */
export function JsonValue({ name, label, type, value, onChange }: JsonValueProps) {
  const flow = useDocument((state) => state.flowId);
  const typed = useStore(unfinished.store, () => unfinished.textOf(flow, name, value));
  const readOnly = useNarrow();
  const id = useId();
  const reveal = useRef<Reveal>(null);
  const text = typed ?? (value === undefined ? '' : JSON.stringify(value, undefined, 2));
  const read = readInitial(type, text);
  const problem = 'problem' in read ? read.problem : undefined;
  const change = (next: string): void => {
    const now = readInitial(type, next);
    const kept = 'problem' in now ? value : now.value;
    unfinished.keep(flow, name, next, kept);
    if (JSON.stringify(kept) !== JSON.stringify(value)) onChange(kept);
  };
  return (
    <div className="variable-json">
      <Suspense fallback={<pre className="control mono editor-waiting">{text || ' '}</pre>}>
        <JsonEditor
          id={id}
          label={label}
          describedBy={`${id}-note`}
          invalid={problem !== undefined}
          readOnly={readOnly}
          value={text}
          onChange={change}
          reveal={reveal}
        />
      </Suspense>
      <p id={`${id}-note`} className={`field-note ${problem === undefined ? '' : 'is-error'}`} role="status">
        {problem === undefined
          ? `First value as JSON; ${type === 'list' ? 'an empty list' : 'an empty object'} if nothing is written.`
          : `${problem} Until then the first value stays ${value === undefined ? 'empty' : 'as it was'}.`}
      </p>
    </div>
  );
}
