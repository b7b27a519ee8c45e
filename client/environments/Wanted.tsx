import { Plus } from 'lucide-react';
import type { WantedBindingView } from '../../shared/api/environments.ts';
import { bindingPath } from '../../shared/flow/environments.ts';
import type { BindingWish } from './NewBinding.tsx';
import { Users } from './Users.tsx';

interface WantedProps {
  readonly wanted: readonly WantedBindingView[];
  readonly onWish: (wish: BindingWish) => void;
}

/** What flows name and nobody has made: such a flow is not published until it is there. */
export function Wanted({ wanted, onWish }: WantedProps) {
  return (
    <section className="wanted" aria-labelledby="wanted-title">
      <h2 id="wanted-title">Named by flows, but not made yet</h2>
      <ul>
        {wanted.map(({ name, secret, usedBy }) => (
          <li key={`${secret} ${name}`}>
            <code>{bindingPath(name, secret ? 'secret' : 'text')}</code>
            <Users usedBy={usedBy} />
            <button
              type="button"
              className="plain-button is-small"
              aria-label={`Make ${name}`}
              onClick={() => onWish(secret ? { name, kind: 'secret' } : { name })}
            >
              <Plus size={14} aria-hidden="true" /> Make it
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
