import type { LanguageOptions } from '../../../shared/fields/language.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { useWidgetContext, type WidgetProps } from '../widget.ts';
import { LanguageSelect } from './LanguageSelect.tsx';
import { VoiceSelect } from './VoiceSelect.tsx';

/** A voice for Say. */
export function VoiceWidget(props: WidgetProps<string>) {
  const { language, voice } = useWidgetContext();
  return (
    <VoiceSelect
      id={props.id}
      label={props.label}
      describedBy={props.describedBy}
      invalid={props.invalid}
      value={props.value}
      language={language}
      placeholder={voice ? `${voice}, as in the flow` : (props.placeholder ?? 'As in the flow')}
      onChange={props.onChange}
    />
  );
}

/** A language for Say, or for speech in Gather. */
export function LanguageWidget(props: WidgetProps<string, LanguageOptions>) {
  const { language } = useWidgetContext();
  return (
    <LanguageSelect
      id={props.id}
      label={props.label}
      describedBy={props.describedBy}
      invalid={props.invalid}
      value={props.value}
      listening={props.options.for === 'gather'}
      placeholder={`${languageName(language ?? props.placeholder ?? 'en-US')}, ${language ? 'as in the flow' : 'by default'}`}
      onChange={props.onChange}
    />
  );
}
