import { useDeferredValue, useMemo, useState } from 'react';
import { blockTypes } from '../../../shared/blocks/index.ts';
import { languagesOf } from '../../../shared/languages/languages-of.ts';
import { countTexts, findTexts, type TextFilter, textTable } from '../../../shared/languages/text-table.ts';
import { documentStore } from '../../state/document.ts';
import { useDocument, useNarrow, useUi } from '../../state/hooks.ts';
import { SearchField } from '../../ui/controls/SearchField.tsx';
import { TextFiles } from './TextFiles.tsx';
import { TextsTable } from './TextsTable.tsx';
import '../../ui/forms.css';
import './texts.css';

/** Everything the flow says, in all its languages side by side. */
export function TextsPanel() {
  const document = useDocument((state) => state.document);
  const narrow = useNarrow();
  const [filter, setFilter] = useState<TextFilter>('all');
  const [search, setSearch] = useState('');
  const [kept, setKept] = useState<string | null>(null);
  const wanted = useDeferredValue(search);
  const shown = useUi((state) => state.text);
  const rows = useMemo(() => textTable(document, blockTypes), [document]);
  const counts = useMemo(() => countTexts(rows), [rows]);
  // The row that is being written stays, although it is no longer missing.
  const found = useMemo(() => {
    const keys = new Set(findTexts(document, rows, filter, wanted).map(({ key }) => key));
    return rows.filter(({ key }) => keys.has(key) || key === kept || key === shown?.row);
  }, [document, rows, filter, wanted, kept, shown]);
  const languages = languagesOf(document);
  const look =
    <T,>(set: (value: T) => void) =>
    (value: T): void => {
      setKept(null);
      set(value);
    };
  if (rows.length === 0) {
    return (
      <div className="panel-empty">
        <h3>Nothing is said yet</h3>
        <p>Texts of Say, Menu and other blocks appear here, in every language of the flow.</p>
      </div>
    );
  }
  return (
    <section className="texts" aria-label="Texts">
      <header className="texts-head">
        <Filters counts={counts} chosen={filter} onChoose={look(setFilter)} />
        <SearchField label="Find a text" value={search} onChange={look(setSearch)} />
        {!narrow && (languages.length === 1 ? <OneLanguage /> : <TextFiles languages={languages.slice(1)} />)}
      </header>
      {narrow && <p className="texts-note">To look at only. Open this flow on a wider screen to change it.</p>}
      {found.length === 0 ? (
        <div className="panel-empty">
          <p>{emptyWords(filter, wanted)}</p>
        </div>
      ) : (
        <TextsTable rows={found} all={rows} languages={languages} readOnly={narrow} onWrite={setKept} />
      )}
    </section>
  );
}

const FILTERS: readonly { readonly filter: TextFilter; readonly title: string }[] = [
  { filter: 'all', title: 'All' },
  { filter: 'missing', title: 'Missing' },
  { filter: 'outdated', title: 'Out of date' },
];

interface FiltersProps {
  readonly counts: Readonly<Record<TextFilter, number>>;
  readonly chosen: TextFilter;
  readonly onChoose: (filter: TextFilter) => void;
}

function Filters({ counts, chosen, onChoose }: FiltersProps) {
  return (
    <fieldset className="texts-filters" aria-label="Show">
      {FILTERS.map(({ filter, title }) => (
        <button
          key={filter}
          type="button"
          className="texts-filter"
          aria-pressed={filter === chosen}
          onClick={() => onChoose(filter)}
        >
          {title} <span>{counts[filter]}</span>
        </button>
      ))}
    </fieldset>
  );
}

/** Languages are added in the settings, which the inspector shows while nothing is selected. */
function OneLanguage() {
  return (
    <p className="texts-note">
      This flow speaks one language.{' '}
      <button type="button" className="link-button" onClick={() => documentStore.getState().select([])}>
        Add another in its settings
      </button>
    </p>
  );
}

function emptyWords(filter: TextFilter, search: string): string {
  if (search.trim() !== '') return `No text here holds “${search.trim()}”.`;
  return filter === 'missing'
    ? 'Nothing is missing: every text has its translations.'
    : 'No translation is out of date.';
}
