import { Plus, Shuffle } from 'lucide-react';
import { SHARES, type Share } from '../../../shared/fields/shares.ts';
import { problemsBelow, useWidgetContext, type WidgetProps } from '../widget.ts';
import { ListEditor, replaced } from './ListEditor.tsx';
import { RowProblems } from './RowList.tsx';
import './shares.css';

/** Shares of all callers, with their sum. */
export function SharesWidget({ value = [], onChange, problems }: WidgetProps<readonly Share[], object>) {
  const sum = Math.round(value.reduce((all, { percent }) => all + percent, 0) * 100) / 100;
  return (
    <ListEditor
      items={value}
      noun="share"
      onChange={onChange}
      row={(share, index, parts) => {
        const own = problemsBelow(problems, `[${index}]`);
        const set = (patch: Partial<Share>): void => onChange(replaced(value, index, { ...share, ...patch }));
        return (
          <>
            <div className="share">
              {parts.grip}
              <input
                className="control"
                aria-label={`Name of share ${index + 1}`}
                placeholder={share.id}
                value={share.name}
                onChange={(event) => set({ name: event.target.value })}
              />
              <span className="share-percent">
                <input
                  type="number"
                  className="control"
                  min={0}
                  max={100}
                  step="any"
                  aria-label={`Percent of share ${index + 1}`}
                  aria-invalid={own.some(({ path }) => path === 'percent') || undefined}
                  value={share.percent}
                  onChange={(event) => set({ percent: event.target.valueAsNumber || 0 })}
                />
                <span aria-hidden="true">%</span>
              </span>
              {parts.remove}
            </div>
            <RowProblems problems={own} />
          </>
        );
      }}
      footer={(append) => (
        <div className="list-footer share-footer">
          {value.length < SHARES.most && (
            <button type="button" className="plain-button is-small" onClick={() => append(fresh(value, sum))}>
              <Plus size={13} aria-hidden="true" /> Add share
            </button>
          )}
          <button
            type="button"
            className="plain-button is-small"
            disabled={value.length === 0}
            onClick={() => onChange(evened(value))}
          >
            All alike
          </button>
          <span className={sum === 100 ? 'share-sum' : 'share-sum is-wrong'}>{sum} %</span>
        </div>
      )}
    />
  );
}

/** A new share takes what is missing. */
function fresh(shares: readonly Share[], sum: number): Share {
  const taken = new Set(shares.map(({ id }) => id));
  const id = [...'abcdefghijklmnopqrstuvwxyz'].find((letter) => !taken.has(letter)) ?? `share${shares.length + 1}`;
  return {
    id,
    name: id.length === 1 ? id.toUpperCase() : '',
    percent: Math.max(0, Math.round((100 - sum) * 100) / 100),
  };
}

/** As alike as whole percents can be. */
function evened(shares: readonly Share[]): readonly Share[] {
  const each = Math.floor(100 / shares.length);
  const more = 100 - each * shares.length;
  return shares.map((share, index) => ({ ...share, percent: each + (index < more ? 1 : 0) }));
}

/** Deals all callers anew. */
export function DealingWidget({ id, describedBy, value, onChange }: WidgetProps<string, object>) {
  const { rest } = useWidgetContext();
  return (
    <div className="dealing">
      <button
        type="button"
        id={id}
        className="plain-button is-small"
        aria-describedby={describedBy}
        onClick={() => {
          rest();
          onChange(Math.random().toString(36).slice(2, 8));
        }}
      >
        <Shuffle size={13} aria-hidden="true" /> Deal anew
      </button>
      {value && <code>{value}</code>}
    </div>
  );
}
