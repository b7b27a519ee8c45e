import { initialVariables } from '../../shared/flow/initial-variables.ts';
import { valueRows } from '../../shared/variables/values.ts';
import { usePhone } from '../state/hooks.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { Values } from '../ui/controls/Values.tsx';

/** What the call knows by now: its variables, and what blocks learned. */
export function PhoneValues() {
  const now = usePhone(({ call }) => call?.turns.at(-1)?.values);
  const before = usePhone(({ call }) => call?.turns.at(-2)?.values);
  const flow = usePhone(({ call }) => call?.document);
  if (!now || !flow) return null;
  const rows = valueRows(now, before ?? { variables: initialVariables(flow), results: {} });
  const changed = rows.filter((row) => row.changed).length;
  return (
    <div className="phone-values">
      <Fold title="Values" detail={`${rows.length}${changed > 0 ? `, ${changed} changed` : ''}`}>
        <Values rows={rows} label="Values of the call" />
      </Fold>
    </div>
  );
}
