import { useId, useMemo, useState } from 'react';
import { blockTypes } from '../../shared/blocks/index.ts';
import type { CallStep, StepKind } from '../../shared/flow/call-test.ts';
import { textTable } from '../../shared/languages/text-table.ts';
import { textOf } from '../../shared/languages/texts.ts';
import { blockNamesOf } from '../state/block-types.ts';
import { useDocument } from '../state/hooks.ts';
import { type Draft, draftOf, readStep } from './read-step.ts';
import { STEP_FORMS, type StepField } from './step-fields.ts';

interface StepFormProps {
  /** Absent for a new step. */
  readonly step?: CallStep;
  readonly onDone: (step: CallStep) => void;
  readonly onCancel: () => void;
}

/** A small form for one step: what kind it is, and what belongs to that kind. */
export function StepForm({ step, onDone, onCancel }: StepFormProps) {
  const start = step ? draftOf(step) : { kind: 'press' as StepKind, draft: {} };
  const [kind, setKind] = useState<StepKind>(start.kind);
  const [draft, setDraft] = useState<Draft>(start.draft);
  const [problem, setProblem] = useState<string>();
  const submit = (): void => {
    const read = readStep(kind, draft, step);
    if ('step' in read) onDone(read.step);
    else setProblem(read.problem);
  };
  return (
    <form
      className="step-form"
      aria-label={step ? 'Edit the step' : 'New step'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <label className="step-field is-kind">
        <span>Step</span>
        <select
          className="control"
          ref={takeFocus}
          value={kind}
          onChange={(event) => setKind(event.target.value as StepKind)}
        >
          {Object.entries(STEP_FORMS).map(([name, { title }]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {STEP_FORMS[kind].fields.map((field) => (
        <FieldOf
          key={field.name}
          field={field}
          value={draft[field.name]}
          onChange={(value) => setDraft({ ...draft, [field.name]: value })}
        />
      ))}
      <div className="step-ends">
        <button type="submit" className="plain-button is-small">
          {step ? 'Done' : 'Add'}
        </button>
        <button type="button" className="quiet-button" onClick={onCancel}>
          Cancel
        </button>
      </div>
      {problem && (
        <p className="step-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** The form opens where a button was pressed, and takes over from it. */
function takeFocus(field: HTMLElement | null): void {
  field?.focus();
}

interface FieldOfProps {
  readonly field: StepField;
  readonly value: string | boolean | undefined;
  readonly onChange: (value: string | boolean) => void;
}

function FieldOf({ field, value, onChange }: FieldOfProps) {
  const id = useId();
  if (field.kind === 'flag') {
    return (
      <label className="step-field is-flag" htmlFor={id}>
        <input id={id} type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
        <span>{field.label}</span>
      </label>
    );
  }
  const text = typeof value === 'string' ? value : '';
  return (
    <label className={`step-field is-${field.kind}`} htmlFor={id}>
      <span>{field.label}</span>
      {field.kind === 'block' && <BlockSelect id={id} value={text} onChange={onChange} />}
      {field.kind === 'row' && <RowSelect id={id} value={text} onChange={onChange} />}
      {field.kind === 'does' && <DoesSelect id={id} value={text || 'answer'} onChange={onChange} />}
      {(field.kind === 'text' || field.kind === 'seconds') && (
        <input
          id={id}
          className="control"
          value={text}
          inputMode={field.kind === 'seconds' ? 'decimal' : undefined}
          placeholder={field.placeholder}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </label>
  );
}

interface SelectProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function BlockSelect({ id, value, onChange }: SelectProps) {
  const blocks = useDocument(({ document }) => document.blocks);
  return (
    <select id={id} className="control" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Choose a block</option>
      {[...blockNamesOf(blocks)].map(([block, name]) => (
        <option key={block} value={block}>
          {name}
        </option>
      ))}
      {value !== '' && !blocks[value] && <option value={value}>{value}, which is gone</option>}
    </select>
  );
}

function RowSelect({ id, value, onChange }: SelectProps) {
  const document = useDocument((state) => state.document);
  const rows = useMemo(() => textTable(document, blockTypes), [document]);
  return (
    <select id={id} className="control" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Choose a text</option>
      {rows.map(({ key, blockName, label, original }) => (
        <option key={key} value={key}>{`${blockName}, ${label}: ${shortened(textOf(original))}`}</option>
      ))}
      {value !== '' && !rows.some(({ key }) => key === value) && <option value={value}>{value}, which is gone</option>}
    </select>
  );
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

function DoesSelect({ id, value, onChange }: SelectProps) {
  return (
    <select id={id} className="control" value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="answer">Answers</option>
      <option value="busy">Is busy</option>
      <option value="no-answer">Does not answer</option>
      <option value="fail">Cannot be reached</option>
    </select>
  );
}
