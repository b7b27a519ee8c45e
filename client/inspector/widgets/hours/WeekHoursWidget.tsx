import { Copy, Plus, X } from 'lucide-react';
import { WEEKDAY_NAMES } from '../../../../shared/fields/week-hours.ts';
import { minutesOf, WEEKDAYS, type Weekday } from '../../../../shared/time/dates.ts';
import type { Span, Week } from '../../../../shared/time/opening-hours.ts';
import { problemsBelow, useWidgetContext, type WidgetProblem, type WidgetProps } from '../../widget.ts';
import { RowProblems } from '../RowList.tsx';
import { CopyDay } from './CopyDay.tsx';
import { OpenNow } from './OpenNow.tsx';
import { TimeInput } from './TimeInput.tsx';
import './hours.css';

/** A week as offices have it on their door: for each day from when to when, or closed. */
export function WeekHoursWidget({ value = {}, onChange, problems }: WidgetProps<Week, object>) {
  const { block, rest } = useWidgetContext();
  const set = (days: readonly Weekday[], spans: readonly Span[]): void => {
    const week = { ...value, ...Object.fromEntries(days.map((day) => [day, spans])) };
    // In the order of the week, and closed days not at all: equal weeks are equal texts.
    const kept = WEEKDAYS.filter((day) => week[day]?.length).map((day) => [day, week[day]] as const);
    onChange(Object.fromEntries(kept));
    rest();
  };
  return (
    <>
      <ul className="week">
        {WEEKDAYS.map((day) => (
          <Day
            key={day}
            day={day}
            spans={value[day] ?? []}
            usual={usualSpan(value)}
            problems={problemsBelow(problems, day)}
            onChange={(spans) => set([day], spans)}
            onCopy={(days) => set(days, value[day] ?? [])}
          />
        ))}
      </ul>
      {block !== null && <OpenNow block={block} />}
    </>
  );
}

interface DayProps {
  readonly day: Weekday;
  readonly spans: readonly Span[];
  /** What a closed day gets when it is opened. */
  readonly usual: Span;
  readonly problems: readonly WidgetProblem[];
  readonly onChange: (spans: readonly Span[]) => void;
  readonly onCopy: (days: readonly Weekday[]) => void;
}

function Day({ day, spans, usual, problems, onChange, onCopy }: DayProps) {
  const name = WEEKDAY_NAMES[day];
  return (
    <li className="week-day" data-day={day}>
      <span className="week-name" title={name}>
        {name.slice(0, 3)}
      </span>
      <div className="week-spans">
        {spans.length === 0 && <span className="week-closed">Closed</span>}
        {spans.map((span, index) => (
          <SpanRow
            // biome-ignore lint/suspicious/noArrayIndexKey: spans have no identity but their place
            key={index}
            place={spans.length === 1 ? name : `${name}, hours ${index + 1}`}
            span={span}
            problems={problemsBelow(problems, `[${index}]`)}
            onChange={(next) => onChange(spans.map((other, at) => (at === index ? next : other)))}
            onRemove={() => onChange(spans.filter((_, at) => at !== index))}
          />
        ))}
      </div>
      <div className="week-tools">
        <button
          type="button"
          className="icon-button"
          aria-label={spans.length === 0 ? `Open on ${name}` : `More hours on ${name}`}
          title={spans.length === 0 ? `Open on ${name}` : `More hours on ${name}`}
          onClick={() => onChange([...spans, spans.length === 0 ? usual : later(spans)])}
        >
          <Plus size={14} aria-hidden="true" />
        </button>
        <CopyDay day={day} onCopy={onCopy}>
          <Copy size={13} aria-hidden="true" />
        </CopyDay>
      </div>
    </li>
  );
}

interface SpanRowProps {
  readonly place: string;
  readonly span: Span;
  readonly problems: readonly WidgetProblem[];
  readonly onChange: (span: Span) => void;
  readonly onRemove: () => void;
}

function SpanRow({ place, span, problems, onChange, onRemove }: SpanRowProps) {
  const wrongAt = (part: string): boolean =>
    problems.some(({ path, severity }) => path === part && severity === 'error');
  const { from, to } = span;
  return (
    <div className="week-span">
      <TimeInput
        label={`${place}, from`}
        value={from}
        placeholder="09:00"
        invalid={wrongAt('from')}
        onChange={(next) => onChange({ from: next, to })}
      />
      <span aria-hidden="true">–</span>
      <TimeInput
        label={`${place}, until`}
        value={to}
        placeholder="17:00"
        invalid={wrongAt('to')}
        onChange={(next) => onChange({ from, to: next })}
      />
      <button type="button" className="icon-button" aria-label={`Remove ${place}`} title="Remove" onClick={onRemove}>
        <X size={14} aria-hidden="true" />
      </button>
      {isOverNight(span) && <span className="week-night">until the next day</span>}
      <RowProblems problems={problems} />
    </div>
  );
}

function isOverNight({ from, to }: Span): boolean {
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  return begins !== undefined && ends !== undefined && begins > ends;
}

function usualSpan(week: Week): Span {
  return WEEKDAYS.map((day) => week[day]?.[0]).find((span) => span !== undefined) ?? { from: '09:00', to: '17:00' };
}

/** Hours after a break, for people to change. */
function later(spans: readonly Span[]): Span {
  const [hour = 12] = (spans.at(-1)?.to ?? '').split(':').map(Number);
  const two = (count: number): string => `${String(Math.min(24, count)).padStart(2, '0')}:00`;
  return hour >= 23 || Number.isNaN(hour) ? { from: '', to: '' } : { from: two(hour + 1), to: two(hour + 4) };
}
