import { Fragment } from 'react';
import type { BindingUserView } from '../../shared/api/environments.ts';
import { goTo, pathOf } from '../state/route.ts';

/** Flows that name a binding, and where they run. */
export function Users({ usedBy }: { readonly usedBy: readonly BindingUserView[] }) {
  if (usedBy.length === 0) return <p className="binding-users">No flow names it.</p>;
  return (
    <p className="binding-users">
      Used by{' '}
      {usedBy.map(({ flow, name, draft, environments }, at) => {
        const path = pathOf({ page: 'designer', flow });
        return (
          <Fragment key={flow}>
            {at > 0 && ', '}
            <a
              href={path}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                goTo({ page: 'designer', flow });
              }}
            >
              {name}
            </a>{' '}
            ({[...environments.map((one) => `in ${one}`), ...(draft ? ['draft'] : [])].join(', ')})
          </Fragment>
        );
      })}
    </p>
  );
}
