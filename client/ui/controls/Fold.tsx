import { type ReactNode, useState } from 'react';

interface FoldProps {
  readonly title: string;
  /** How much is inside. */
  readonly detail: string;
  readonly children: ReactNode;
}

/** Something long behind one line; drawn only while it is open. */
export function Fold({ title, detail, children }: FoldProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="fold" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {title} <span>{detail}</span>
      </summary>
      {open && children}
    </details>
  );
}
