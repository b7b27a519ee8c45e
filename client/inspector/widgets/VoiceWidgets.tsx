import type { LanguageOptions } from '../../../shared/fields/language.ts';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { useWidgetContext, type WidgetProps } from '../widget.ts';
import { LanguageSelect } from './LanguageSelect.tsx';
import { ListenButton } from './ListenButton.tsx';
import { VoiceSelect } from './VoiceSelect.tsx';

/** A voice for Say. */
export function VoiceWidget(props: WidgetProps<string>) {
  const { language, voice } = useWidgetContext();
  return (
    <div className="with-listen">
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
      <VoiceSample voice={props.value ?? voice} language={language} />
    </div>
  );
}

/** Counts in the voice's language, in the browser's nearest voice. */
export function VoiceSample({ voice, language }: { voice: string | undefined; language: string | undefined }) {
  const spoken = languageOfVoice(voice) ?? language;
  return (
    <ListenButton prompt={{ say: '1, 2, 3, 4, 5', ...(voice && { voice }), ...(spoken && { language: spoken }) }} />
  );
}

/** Google and Chirp voices begin with their language: `Google.de-DE-Wavenet-A`. */
function languageOfVoice(voice: string | undefined): string | undefined {
  return voice === undefined ? undefined : /^Google\.([a-z]{2,3}-[A-Z]{2})-/.exec(voice)?.[1];
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
