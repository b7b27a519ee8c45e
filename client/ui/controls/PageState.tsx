import type { ReactNode } from 'react';

interface PageStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Something is on its way. */
  readonly busy?: boolean;
}

/** What stands in place of a page or list that is empty, loading, broken or closed to this person. */
export function PageState({ title, children, actions, busy }: PageStateProps) {
  return (
    <div className="page-state" role={busy ? 'status' : undefined}>
      {busy && <div className="spinner" aria-hidden="true" />}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className="page-state-actions">{actions}</div>}
    </div>
  );
}
