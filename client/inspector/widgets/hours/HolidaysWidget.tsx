import { Plus } from 'lucide-react';
import type { Holiday } from '../../../../shared/time/opening-hours.ts';
import { problemsBelow, type WidgetProps } from '../../widget.ts';
import { ListEditor, replaced } from '../ListEditor.tsx';
import { RowProblems } from '../RowList.tsx';

/** Days on which it stays closed. */
export function HolidaysWidget({ value = [], onChange, problems }: WidgetProps<readonly Holiday[], object>) {
  return (
    <ListEditor
      items={value}
      noun="holiday"
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(holiday, index, parts) => {
        const own = problemsBelow(problems, `[${index}]`);
        const set = (patch: Partial<Holiday>): void => onChange(replaced(value, index, { ...holiday, ...patch }));
        return (
          <>
            <div className="holiday">
              <input
                type="date"
                className="control"
                aria-label={`Date of holiday ${index + 1}`}
                aria-invalid={own.some(({ severity }) => severity === 'error') || undefined}
                value={holiday.date}
                onChange={(event) => set({ date: event.target.value })}
              />
              <input
                className="control"
                aria-label={`Name of holiday ${index + 1}`}
                placeholder="Name"
                value={holiday.name}
                onChange={(event) => set({ name: event.target.value })}
              />
              <label className="holiday-yearly">
                <input
                  type="checkbox"
                  checked={holiday.yearly ?? false}
                  onChange={(event) => onChange(replaced(value, index, withYearly(holiday, event.target.checked)))}
                />
                every year
              </label>
              {parts.remove}
            </div>
            <RowProblems problems={own} />
          </>
        );
      }}
      footer={(append) => (
        <div className="list-footer">
          <button
            type="button"
            className="plain-button is-small"
            onClick={() => append({ date: '', name: '', yearly: true })}
          >
            <Plus size={13} aria-hidden="true" /> Add holiday
          </button>
        </div>
      )}
    />
  );
}

function withYearly({ date, name }: Holiday, yearly: boolean): Holiday {
  return yearly ? { date, name, yearly } : { date, name };
}
