import { type ReactNode, useId } from 'react';

interface LabelledProps {
  readonly label: ReactNode;
  /** What helps to fill it in, below. */
  readonly hint?: ReactNode;
  /** The control; it takes these attributes. */
  readonly children: (attributes: { readonly id: string; readonly 'aria-describedby': string }) => ReactNode;
}

/** A control with its label above and a hint below. */
export function Labelled({ label, hint, children }: LabelledProps) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-hint` })}
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  );
}
