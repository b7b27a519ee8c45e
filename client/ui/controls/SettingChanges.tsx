import './setting-changes.css';

/** A property by the name Twilio gives it, and what becomes of it. */
export interface SettingChange {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

interface SettingsProps {
  /** What is told, for those who do not see it. */
  readonly label: string;
  /** What the two columns are. */
  readonly heads: readonly [from: string, to: string];
  readonly changes: readonly SettingChange[];
}

/** Properties with their values before and after. */
export function SettingChanges({ label, heads, changes }: SettingsProps) {
  return (
    <table className="setting-changes" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Property</span>
          </th>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, from, to }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-head={heads[0]}>
              <Value text={from} />
            </td>
            <td data-head={heads[1]}>
              <Value text={to} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Properties with one value each. */
export function SettingList({ settings }: { settings: readonly (readonly [name: string, value: string])[] }) {
  return (
    <dl className="setting-list">
      {settings.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Value text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ text }: { text: string }) {
  return text === '' ? <i>nothing</i> : <code>{text}</code>;
}
