import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Exception } from '../../../../shared/time/opening-hours.ts';
import { problemsBelow, type WidgetProblem, type WidgetProps } from '../../widget.ts';
import { ListEditor, replaced } from '../ListEditor.tsx';
import { RowProblems } from '../RowList.tsx';
import { TimeInput } from './TimeInput.tsx';

/** Times that are closed, or open, once. */
export function ExceptionsWidget({ value = [], onChange, problems }: WidgetProps<readonly Exception[], object>) {
  return (
    <ListEditor
      items={value}
      noun="exception"
      onChange={(next) => onChange(next.length === 0 ? undefined : next)}
      row={(exception, index, parts) => (
        <ExceptionCard
          exception={exception}
          place={`exception ${index + 1}`}
          problems={problemsBelow(problems, `[${index}]`)}
          remove={parts.remove}
          onChange={(next) => onChange(replaced(value, index, next))}
        />
      )}
      footer={(append) => (
        <div className="list-footer">
          <button type="button" className="plain-button is-small" onClick={() => append(fresh(false))}>
            <Plus size={13} aria-hidden="true" /> Closed once
          </button>
          <button type="button" className="plain-button is-small" onClick={() => append(fresh(true))}>
            <Plus size={13} aria-hidden="true" /> Open once
          </button>
        </div>
      )}
    />
  );
}

function fresh(open: boolean): Exception {
  return { open, from: '', to: '', name: '' };
}

interface ExceptionCardProps {
  readonly exception: Exception;
  readonly place: string;
  readonly problems: readonly WidgetProblem[];
  readonly remove: ReactNode;
  readonly onChange: (exception: Exception) => void;
}

function ExceptionCard({ exception, place, problems, remove, onChange }: ExceptionCardProps) {
  const set = (patch: Partial<Exception>): void => onChange({ ...exception, ...patch });
  const wrongAt = (part: string): boolean => problems.some(({ path }) => path === part);
  return (
    <div className="exception">
      <div className="exception-head">
        <select
          className="control"
          aria-label={`Kind of ${place}`}
          value={exception.open ? 'open' : 'closed'}
          onChange={(event) => set({ open: event.target.value === 'open' })}
        >
          <option value="closed">Closed</option>
          <option value="open">Open</option>
        </select>
        <input
          className="control"
          aria-label={`Name of ${place}`}
          placeholder={exception.open ? 'Why, e.g. Open day' : 'Why, e.g. Moving house'}
          value={exception.name}
          onChange={(event) => set({ name: event.target.value })}
        />
        {remove}
      </div>
      <Moment
        word="from"
        place={place}
        value={exception.from}
        free="00:00"
        invalid={wrongAt('from')}
        // The day it begins is the day it ends, unless that is said otherwise.
        onChange={(from) => set(exception.to === '' ? { from, to: from.split('T')[0] ?? '' } : { from })}
      />
      <Moment
        word="until"
        place={place}
        value={exception.to}
        free="24:00"
        invalid={wrongAt('to')}
        onChange={(to) => set({ to })}
      />
      <RowProblems problems={problems} />
    </div>
  );
}

interface MomentProps {
  readonly word: 'from' | 'until';
  readonly place: string;
  readonly value: string;
  /** What an empty time means. */
  readonly free: string;
  readonly invalid: boolean;
  readonly onChange: (moment: string) => void;
}

/** A date with or without a time of day. */
function Moment({ word, place, value, free, invalid, onChange }: MomentProps) {
  const [date = '', time = ''] = value.split('T');
  return (
    <div className="moment">
      <span aria-hidden="true">{word}</span>
      <input
        type="date"
        className="control"
        aria-label={`Date ${word} which ${place} lasts`}
        aria-invalid={invalid || undefined}
        value={date}
        onChange={(event) => onChange(joined(event.target.value, time))}
      />
      <TimeInput
        label={`Time ${word} which ${place} lasts`}
        value={time}
        placeholder={free}
        invalid={invalid && time !== ''}
        onChange={(next) => onChange(joined(date, next))}
      />
    </div>
  );
}

function joined(date: string, time: string): string {
  return time === '' ? date : `${date}T${time}`;
}
