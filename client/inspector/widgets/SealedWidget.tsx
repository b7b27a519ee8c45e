import type { SealedOptions } from '../../../shared/fields/sealed.ts';
import type { WidgetProps } from '../widget.ts';
import { TemplateInput } from './TemplateInput.tsx';
import { filled } from './TextWidgets.tsx';

/** A text that may name secrets; what machines read is in mono. */
export function SealedWidget({ options, value = '', onChange, ...props }: WidgetProps<string, SealedOptions>) {
  const { multiline = false, url = false, json = false } = options;
  return (
    <TemplateInput
      id={props.id}
      describedBy={props.describedBy}
      invalid={props.invalid}
      placeholder={props.placeholder}
      value={value}
      mono={url || json || !multiline}
      multiline={multiline}
      rows={multiline ? 4 : 1}
      onChange={(text) => onChange(filled(text))}
    />
  );
}
