import type { KeyOptions } from '../../../shared/fields/key.ts';
import { NO_KEY } from '../../../shared/fields/key.ts';
import type { TextOptions } from '../../../shared/fields/text.ts';
import { hasTemplate } from '../../../shared/template/template.ts';
import { segmentsOf } from '../../../shared/text/segments.ts';
import type { WidgetProps } from '../widget.ts';
import { TemplateInput } from './TemplateInput.tsx';

/** A text, on one line or several; secrets are masked. */
export function TextWidget(props: WidgetProps<string, TextOptions>) {
  const { options, value = '', onChange } = props;
  if (options.secret) {
    return (
      <input
        id={props.id}
        type="password"
        autoComplete="off"
        className="control mono"
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        placeholder={props.placeholder}
        value={value}
        onChange={(event) => onChange(filled(event.target.value))}
      />
    );
  }
  return (
    <>
      <TemplateInput
        id={props.id}
        describedBy={props.describedBy}
        invalid={props.invalid}
        placeholder={props.placeholder}
        value={value}
        multiline={options.multiline ?? false}
        rows={options.multiline ? 2 : 1}
        onChange={(text) => onChange(filled(text))}
      />
      {options.segments && value !== '' && <p className="field-note">{segmentWords(value)}</p>}
    </>
  );
}

/** How many messages the text is charged as, and why it takes more than expected. */
function segmentWords(text: string): string {
  const { count, units, encoding, foreign } = segmentsOf(text);
  const parts = `${units} characters, ${count} ${count === 1 ? 'segment' : 'segments'}`;
  const most = hasTemplate(text) ? `About ${parts}, before variables are filled in` : parts;
  if (foreign === undefined) return `${most} (${encoding}).`;
  return `${most} (${encoding}: “${foreign}” makes a segment hold 70 instead of 160).`;
}

/** A text in mono on one line: addresses, phone numbers, keypad tones. */
export function CodeWidget(props: WidgetProps<string>) {
  const example = props.placeholder ?? EXAMPLES[props.kind ?? ''];
  return (
    <TemplateInput
      id={props.id}
      describedBy={props.describedBy}
      invalid={props.invalid}
      placeholder={example}
      value={props.value ?? ''}
      mono
      onChange={(text) => props.onChange(filled(text.trim() === '' ? '' : text))}
    />
  );
}

/** What is typed, or nothing: an empty text is stored as no value. */
export function filled(text: string): string | undefined {
  return text === '' ? undefined : text;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  url: 'https://',
  phone: '+15550100199',
  callerId: '+15550100199',
  digits: 'ww1234#',
};

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** A key of the phone, several keys, or none. */
export function KeyWidget(props: WidgetProps<string, KeyOptions>) {
  const { value, onChange, options } = props;
  if (value !== undefined && hasTemplate(value)) return <CodeWidget {...(props as WidgetProps<string>)} />;
  if (options.many) return <KeySet {...props} />;
  return (
    <select
      id={props.id}
      className={`control ${value === undefined ? 'is-placeholder' : ''}`}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid || undefined}
      value={value ?? ''}
      onChange={(event) => onChange(filled(event.target.value))}
    >
      <option value="">{props.placeholder ? `${props.placeholder}, by default` : 'Default'}</option>
      {KEYS.map((key) => (
        <option key={key}>{key}</option>
      ))}
      <option value={NO_KEY}>No key</option>
    </select>
  );
}

function KeySet({ id, label, value, placeholder, onChange }: WidgetProps<string, KeyOptions>) {
  const chosen = value === undefined || value === NO_KEY ? [] : [...value];
  const toggle = (key: string): void =>
    onChange(filled(KEYS.filter((one) => (one === key ? !chosen.includes(one) : chosen.includes(one))).join('')));
  const chip = (key: string, words: string, checked: boolean, onToggle: () => void, isDefault: boolean) => (
    <label key={key} className={`chip ${isDefault ? 'is-default' : ''}`}>
      <input type="checkbox" checked={checked} onChange={onToggle} />
      {words}
    </label>
  );
  return (
    <fieldset className="chips" id={id} aria-label={label}>
      {KEYS.map((key) =>
        chip(
          key,
          key,
          chosen.includes(key),
          () => toggle(key),
          value === undefined && (placeholder ?? '').includes(key),
        ),
      )}
      {chip(NO_KEY, 'No key', value === NO_KEY, () => onChange(value === NO_KEY ? undefined : NO_KEY), false)}
    </fieldset>
  );
}
