import type { ReactNode } from 'react';

interface FieldRowProps {
  /** Id of the control; the label is bound to it. */
  readonly id: string;
  readonly label: string;
  readonly term?: string | undefined;
  readonly hint?: string | undefined;
  /** Takes the hint's place. */
  readonly problem?: { readonly severity: 'error' | 'warning'; readonly message: string } | undefined;
  readonly deprecated?: string | undefined;
  readonly undocumented?: boolean | undefined;
  readonly required?: boolean | undefined;
  /** The control is several controls: the label names the group instead. */
  readonly composite?: boolean | undefined;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** The words around a control: label and term above, hint or problem below. */
export function FieldRow(props: FieldRowProps) {
  const { id, label, term, composite } = props;
  const head = (
    <div className="field-head">
      {composite ? (
        <span id={`${id}-label`} className="field-label">
          {label}
        </span>
      ) : (
        <label htmlFor={id} className="field-label">
          {label}
        </label>
      )}
      {props.deprecated && (
        <span className="field-mark is-deprecated" title={props.deprecated}>
          deprecated
        </span>
      )}
      {props.undocumented && (
        <span className="field-mark" title="Twilio’s library has it, but Twilio’s pages do not say what it does.">
          undocumented
        </span>
      )}
      {props.action}
      {term && <code className="field-term">{term}</code>}
    </div>
  );
  const note = <FieldNote id={noteId(id)} hint={hintOf(props)} problem={props.problem} />;
  return composite ? (
    <fieldset className="field" data-field={id} aria-labelledby={`${id}-label`} aria-describedby={noteId(id)}>
      {head}
      {props.children}
      {note}
    </fieldset>
  ) : (
    <div className="field" data-field={id}>
      {head}
      {props.children}
      {note}
    </div>
  );
}

/** What it does, and why not to use it. */
function hintOf({ hint, deprecated }: FieldRowProps): string | undefined {
  if (deprecated === undefined) return hint;
  return hint === undefined ? deprecated : `${hint} ${deprecated}`;
}

/** Id of the hint or problem of a control, for `aria-describedby`. */
export function noteId(id: string): string {
  return `${id}-note`;
}

function FieldNote(props: { id: string; hint: string | undefined; problem: FieldRowProps['problem'] }) {
  if (props.problem) {
    return (
      <p id={props.id} className={`field-note is-${props.problem.severity}`}>
        {props.problem.message}
      </p>
    );
  }
  return props.hint ? (
    <p id={props.id} className="field-note">
      {withCode(props.hint)}
    </p>
  ) : null;
}

/** Sets what stands between backticks or braces in mono. */
function withCode(text: string): ReactNode {
  const parts = text.split(/(`[^`]+`|\{\{(?:[^}]*\}\})?)/);
  // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
  return parts.map((part, index) => (index % 2 === 1 ? <code key={index}>{part.replaceAll('`', '')}</code> : part));
}
