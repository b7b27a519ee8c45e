import type { BooleanOptions } from '../../../shared/fields/boolean.ts';
import type { ChoiceOptions } from '../../../shared/fields/choice.ts';
import type { WidgetProps } from '../widget.ts';
import { SearchSelect } from './SearchSelect.tsx';
import { filled } from './TextWidgets.tsx';

/** One of a few values; with an open list, also a value of one's own. */
export function ChoiceWidget(props: WidgetProps<string, ChoiceOptions>) {
  const { value, options, onChange, placeholder } = props;
  const values = options.values ?? [];
  const standard = placeholder ? `${labelOf(options, placeholder)}, by default` : undefined;
  if (options.open || values.length > 12) {
    return (
      <SearchSelect
        id={props.id}
        label={props.label}
        describedBy={props.describedBy}
        invalid={props.invalid}
        value={value}
        placeholder={standard ?? 'Not set'}
        options={values}
        free={options.open ?? false}
        onChange={onChange}
      />
    );
  }
  const isKnown = value === undefined || values.some((one) => one.value === value);
  return (
    <select
      id={props.id}
      className={`control ${value === undefined ? 'is-placeholder' : ''}`}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid || undefined}
      value={value ?? ''}
      onChange={(event) => onChange(filled(event.target.value))}
    >
      <option value="">{standard ?? 'Not set'}</option>
      {values.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
      {!isKnown && <option value={value}>{value}</option>}
    </select>
  );
}

/** Any of a few values, as chips. What holds by default is dashed. */
export function ChoicesWidget(props: WidgetProps<readonly string[], ChoiceOptions>) {
  const { value, options, onChange, placeholder } = props;
  const known = options.values ?? [];
  const others = (value ?? []).filter((item) => !known.some((one) => one.value === item));
  const all = [...known, ...others.map((item) => ({ value: item, label: item }))];
  const standard = (placeholder ?? '').split(/[\s,]+/);
  const toggle = (item: string): void => {
    const chosen = all.map((one) => one.value).filter((one) => (one === item) !== (value ?? []).includes(one));
    onChange(chosen.length === 0 ? undefined : chosen);
  };
  return (
    <div className="chips" id={props.id}>
      {all.map((one) => (
        <label
          key={one.value}
          className={`chip ${value === undefined && standard.includes(one.value) ? 'is-default' : ''}`}
        >
          <input type="checkbox" checked={value?.includes(one.value) ?? false} onChange={() => toggle(one.value)} />
          {one.label}
        </label>
      ))}
    </div>
  );
}

/** Yes or no; where nothing chosen is an answer of its own, one of three. */
export function BooleanWidget(props: WidgetProps<boolean, BooleanOptions>) {
  return props.options.threeWay ? <ThreeWay {...props} /> : <Switch {...props} />;
}

function ThreeWay(props: WidgetProps<boolean, BooleanOptions>) {
  const { value, options, onChange } = props;
  return (
    <select
      id={props.id}
      className={`control ${value === undefined ? 'is-placeholder' : ''}`}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid || undefined}
      value={value === undefined ? '' : String(value)}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value === 'true')}
    >
      <option value="">{options.default === undefined ? 'Not set' : `${yesOrNo(options.default)}, by default`}</option>
      <option value="true">Yes</option>
      <option value="false">No</option>
    </select>
  );
}

/** Choosing what holds anyway unsets the value. */
function Switch(props: WidgetProps<boolean, BooleanOptions>) {
  const { value, options, onChange } = props;
  const on = value ?? options.default ?? false;
  const toggle = (): void => onChange(!on === options.default ? undefined : !on);
  return (
    <div className="switch-row">
      <button
        type="button"
        id={props.id}
        role="switch"
        className="control switch"
        aria-checked={on}
        aria-describedby={props.describedBy}
        onClick={toggle}
      >
        <span className="switch-thumb" aria-hidden="true" />
      </button>
      <span className={value === undefined ? 'is-placeholder' : undefined}>
        {yesOrNo(on)}
        {value === undefined ? ', by default' : ''}
      </span>
    </div>
  );
}

function yesOrNo(value: boolean): string {
  return value ? 'Yes' : 'No';
}

function labelOf(options: ChoiceOptions, value: string): string {
  return options.values?.find((one) => one.value === value)?.label ?? value;
}
