import type { KeyboardEvent } from 'react';
import type { NumberOptions, NumberValue } from '../../../shared/fields/number.ts';
import type { WidgetProps } from '../widget.ts';
import { TemplateInput } from './TemplateInput.tsx';

/** A number with its unit inside the field; takes an expression, too. Arrow up and down count. */
export function NumberWidget(props: WidgetProps<NumberValue, NumberOptions>) {
  const { options, value, onChange } = props;
  return (
    <NumberInput
      {...props}
      label={undefined}
      value={value}
      options={options}
      onChange={(next) => onChange(next === '' ? undefined : next)}
    />
  );
}

interface NumberInputProps {
  readonly id?: string;
  readonly label?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly value: NumberValue | undefined;
  readonly options: NumberOptions;
  readonly placeholder?: string | undefined;
  readonly invalid?: boolean;
  /** An empty text when the field was emptied. */
  readonly onChange: (value: NumberValue) => void;
}

/** The input alone, for lists whose items hold a number. */
export function NumberInput(props: NumberInputProps) {
  const { value, options, onChange } = props;
  const text = String(value ?? '');
  const shown = text === '' ? (props.placeholder ?? '') : text;
  const unit = /^-?\d+(\.\d+)?$/.test(shown) && options.unit ? unitWord(options.unit, Number(shown)) : '';
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (step === 0 || !/^-?\d*$/.test(text)) return;
    event.preventDefault();
    const from = Number(shown === '' || Number.isNaN(Number(shown)) ? (options.min ?? 0) - step : shown);
    onChange(Math.min(options.max ?? Number.POSITIVE_INFINITY, Math.max(options.min ?? 0, from + step)));
  };
  return (
    <div className="number">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: counts on the keys of the input inside */}
      <div className="with-unit" onKeyDown={onKeyDown}>
        <TemplateInput
          id={props.id ?? ''}
          {...(props.label === undefined ? {} : { label: props.label })}
          describedBy={props.describedBy}
          invalid={props.invalid ?? false}
          placeholder={props.placeholder}
          value={text}
          onChange={(next) => onChange(parsed(next))}
        />
        {unit && (
          <span className="unit" aria-hidden="true">
            <span className="unit-ghost">{shown} </span>
            {unit}
          </span>
        )}
      </div>
      {options.words?.map((word) => (
        <button key={word} type="button" className="text-button" onClick={() => onChange(word)}>
          {word}
        </button>
      ))}
    </div>
  );
}

/** A number where one is plainly written, otherwise the text as typed. */
export function parsed(text: string): NumberValue {
  const trimmed = text.trim();
  return /^-?(0|[1-9]\d{0,14})(\.\d*[1-9])?$/.test(trimmed) ? Number(trimmed) : text === '' ? '' : text;
}

function unitWord(unit: NonNullable<NumberOptions['unit']>, count: number): string {
  if (unit === 'times') return count === 1 ? 'time' : 'times';
  if (unit === 'digits') return count === 1 ? 'digit' : 'digits';
  return unit;
}
