import type { ReactNode } from 'react';
import type { OutgoingCheck } from '../../shared/api/outgoing.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { formatPhone } from '../ui/format.ts';
import { NONE, TO, type Use } from './columns.ts';
import type { RunForm } from './run-form.ts';
import { people, valueText } from './words.ts';

interface CsvPreviewProps {
  readonly check: OutgoingCheck;
  readonly form: RunForm;
  readonly set: (part: Partial<RunForm>) => void;
  /** The columns, with what each is for. */
  readonly children: ReactNode;
}

/** What a CSV holds: whom it can call, what each column is for, and which rows cannot be called. */
export function CsvPreview({ check, form, set, children }: CsvPreviewProps) {
  return (
    <section className="csv" aria-label="What the file holds">
      <p className="csv-sum">
        <strong>{people(check.good)}</strong> can be called{countryWords(check.countries)}.
        {check.badTotal > 0 && ` ${check.badTotal.toLocaleString('en')} rows cannot.`}
      </p>
      {children}
      {check.badTotal > 0 && <BadRows check={check} form={form} set={set} />}
    </section>
  );
}

interface ColumnsProps {
  readonly uses: Readonly<Record<string, Use>>;
  /** Those of the flow. */
  readonly variables: readonly string[];
  /** The first rows that can be called. */
  readonly sample: OutgoingCheck['sample'];
  /** Called with what every column is for from now on. */
  readonly set: (uses: Readonly<Record<string, Use>>) => void;
}

/** The columns of a CSV with what each is for, above the first rows. */
export function Columns({ uses, variables, sample, set }: ColumnsProps) {
  const columns = Object.entries(uses);
  const choose = (name: string, use: Use): void => {
    // Nothing can stand in two columns: the other one gives it up.
    const others = columns.map(([other, before]) => [other, before === use ? NONE : before]);
    set({ ...Object.fromEntries(others), [name]: use });
  };
  return (
    <div className="outgoing-frame">
      <table className="outgoing-table">
        <caption className="visually-hidden">Columns and the first rows</caption>
        <thead>
          <tr>
            {columns.map(([name, use]) => (
              <th key={name} scope="col">
                {name}
                <select
                  className="control"
                  aria-label={`Column ${name} is`}
                  value={use}
                  onChange={(event) => choose(name, event.target.value)}
                >
                  <option value={TO}>the number to call</option>
                  <option value={NONE}>not used</option>
                  {variables.map((one) => (
                    <option key={one} value={one}>
                      {`variable ${one}`}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((row) => (
            <tr key={row.line}>
              {columns.map(([name, use]) => (
                <td key={name}>
                  {use === TO ? formatPhone(row.to) : use === NONE ? '' : valueText(row.variables[use])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function BadRows({ check, form, set }: Omit<CsvPreviewProps, 'children'>) {
  const shown = check.bad.slice(0, 100);
  return (
    <div className="csv-bad">
      <Fold
        title={
          check.badTotal === 1
            ? 'A row cannot be called'
            : `${check.badTotal.toLocaleString('en')} rows cannot be called`
        }
        detail={check.duplicates > 0 ? `${check.duplicates} of them twice in the file` : ''}
      >
        <ul>
          {shown.map(({ line, column, message }) => (
            <li key={`${line} ${column} ${message}`}>
              Line {line}
              {column !== null && `, ${column}`}: {message}
            </li>
          ))}
        </ul>
        {check.badTotal > shown.length && <p className="quiet-line">The first {shown.length} are shown.</p>}
      </Fold>
      <label className="outgoing-check">
        <input type="checkbox" checked={form.skipBad} onChange={(event) => set({ skipBad: event.target.checked })} />
        Call the others and leave {check.badTotal === 1 ? 'it' : 'them'} out
      </label>
    </div>
  );
}

function countryWords(countries: Readonly<Record<string, number>>): string {
  const entries = Object.entries(countries).sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return '';
  const [only] = entries;
  if (entries.length === 1) return `, all in ${only?.[0]}`;
  return `: ${entries.map(([country, count]) => `${count.toLocaleString('en')} in ${country}`).join(', ')}`;
}
