import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { BindingView, EnvironmentsView } from '../../shared/api/environments.ts';
import { ApiFailure } from '../api/request.ts';
import { type EnvironmentsState, environmentsStore, useEnvironments } from '../state/environments.ts';
import { PageState } from '../ui/controls/PageState.tsx';
import { SearchField } from '../ui/controls/SearchField.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { BindingItem } from './BindingItem.tsx';
import { EnvironmentList } from './EnvironmentList.tsx';
import { type BindingWish, NewBinding } from './NewBinding.tsx';
import { Wanted } from './Wanted.tsx';
import '../ui/forms.css';
import './environments.css';

/** What flows name and each environment holds: numbers, addresses, texts, queues and secrets. */
export function EnvironmentsPage() {
  const environments = useEnvironments();
  const [wish, setWish] = useState<BindingWish>();
  useEffect(() => {
    document.title = 'Environments – Patchcord';
  }, []);
  const { view: data, error } = environments;
  // Somebody else may have changed them since they were looked at last.
  useEffect(() => void environmentsStore.getState().refresh(), []);
  if (error instanceof ApiFailure && error.status === 401) return <SignedOut />;
  return (
    <div className="desk-page environments">
      <header className="desk-head">
        <h1>Environments</h1>
        {data && (
          <button type="button" className="main-button" onClick={() => setWish({})}>
            <Plus size={15} aria-hidden="true" /> New binding
          </button>
        )}
      </header>
      <p className="environments-lead">
        A flow names a binding, such as <code>{'{{ env.salesNumber }}'}</code>, and each environment has its own value
        for it. So one version can be tried in one environment and answer callers in <strong>live</strong> without a
        change.
      </p>
      {data ? (
        <Body view={data} environments={environments} onWish={setWish} />
      ) : (
        <Waiting environments={environments} />
      )}
      {wish && data && (
        <NewBinding
          wish={wish}
          known={data.bindings}
          onClose={() => setWish(undefined)}
          onMade={(view) => {
            environments.show(view);
            setWish(undefined);
          }}
        />
      )}
    </div>
  );
}

function Waiting({ environments: { error, refresh } }: { readonly environments: EnvironmentsState }) {
  if (!error) return <PageState busy title="Loading environments" />;
  const retry = (
    <button type="button" className="plain-button" onClick={() => void refresh()}>
      Try again
    </button>
  );
  return (
    <PageState title="The environments could not be loaded" actions={retry}>
      {error.message}
    </PageState>
  );
}

interface BodyProps {
  readonly view: EnvironmentsView;
  readonly environments: EnvironmentsState;
  readonly onWish: (wish: BindingWish) => void;
}

/** From as many bindings on as do not fit a screen. */
const SEARCHED_FROM = 8;

function Body({ view, environments: { show }, onWish }: BodyProps) {
  const [search, setSearch] = useState('');
  const found = view.bindings.filter((binding) => matches(binding, search));
  return (
    <>
      <EnvironmentList names={view.environments} onChange={show} />
      {view.wanted.length > 0 && <Wanted wanted={view.wanted} onWish={onWish} />}
      {view.bindings.length >= SEARCHED_FROM && (
        <SearchField label="Search bindings" value={search} onChange={setSearch} />
      )}
      {view.bindings.length === 0 && (
        <PageState title="No bindings yet">
          Make one for what differs between environments: a number, a web address, a text, a queue, or a secret that
          requests are sent with.
        </PageState>
      )}
      {view.bindings.length > 0 && found.length === 0 && (
        <PageState title="No binding matches">None is called so or is for that.</PageState>
      )}
      {found.length > 0 && (
        <ul className="bindings">
          {found.map((binding) => (
            <BindingItem key={binding.name} binding={binding} environments={view.environments} onChange={show} />
          ))}
        </ul>
      )}
    </>
  );
}

function matches({ name, about }: BindingView, search: string): boolean {
  return `${name} ${about}`.toLowerCase().includes(search.trim().toLowerCase());
}
