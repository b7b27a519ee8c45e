import type { OutgoingCheck } from '../../shared/api/outgoing.ts';
import { flowsApi } from '../api/flows.ts';
import { useLoad } from '../state/use-load.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { formatPhone } from '../ui/format.ts';
import type { RunForm } from './run-form.ts';
import { people } from './words.ts';

interface CsvPreviewProps {
  readonly check: OutgoingCheck;
  readonly form: RunForm;
  readonly set: (part: Partial<RunForm>) => void;
}

/** What a CSV holds: what each column is for, which rows cannot be called, and the first ones that can. */
export function CsvPreview({ check, form, set }: CsvPreviewProps) {
  const variables = useVariables(form.flow);
  const choose = (name: string, use: string): void => {
    if (use === TO) set({ toColumn: name });
    else set({ columns: { ...form.columns, [name]: use === NONE ? null : use } });
  };
  return (
    <section className="csv" aria-label="What the file holds">
      <p className="csv-sum">
        <strong>{people(check.good)}</strong> can be called{countryWords(check.countries)}.
        {check.badTotal > 0 && ` ${check.badTotal.toLocaleString('en')} rows cannot.`}
      </p>
      <div className="outgoing-frame">
        <table className="outgoing-table">
          <caption className="visually-hidden">Columns and the first rows</caption>
          <thead>
            <tr>
              {check.columns.map(({ name, use, variable }) => (
                <th key={name} scope="col">
                  {name}
                  <select
                    className="control"
                    aria-label={`Column ${name} is`}
                    value={use === 'to' ? TO : use === 'variable' ? (variable ?? NONE) : NONE}
                    onChange={(event) => choose(name, event.target.value)}
                  >
                    <option value={TO}>the number to call</option>
                    <option value={NONE}>not used</option>
                    {[...new Set([...variables, ...(variable ? [variable] : [])])].map((one) => (
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
            {check.sample.map((row) => (
              <tr key={row.line}>
                {check.columns.map(({ name, use, variable }) => (
                  <td key={name} className={use === 'none' ? 'is-soft' : undefined}>
                    {use === 'to'
                      ? formatPhone(row.to)
                      : variable === null
                        ? ''
                        : String(row.variables[variable] ?? '')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {check.badTotal > 0 && <BadRows check={check} form={form} set={set} />}
    </section>
  );
}

/** No variable has such a name. */
const TO = '→';
const NONE = '–';

function BadRows({ check, form, set }: CsvPreviewProps) {
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
        {check.badTotal > shown.length && <p className="outgoing-line">The first {shown.length} are shown.</p>}
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

/** Names of the variables that the live version of a flow declares. */
function useVariables(flow: string): readonly string[] {
  const { data } = useLoad(flow === '' ? null : `variables ${flow}`, async () => {
    const { live } = await flowsApi.versions(flow);
    return live === null ? [] : Object.keys((await flowsApi.version(flow, live)).document.variables ?? {});
  });
  return data ?? [];
}
