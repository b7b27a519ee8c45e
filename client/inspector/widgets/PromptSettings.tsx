import { useId } from 'react';
import { LOOP, type PlayPrompt, type Prompt, type SayPrompt } from '../../../shared/fields/prompts.ts';
import { useWidgetContext } from '../widget.ts';
import { LanguageSelect } from './LanguageSelect.tsx';
import { NumberInput } from './NumberWidget.tsx';
import { VoiceSelect } from './VoiceSelect.tsx';

interface PromptSettingsProps {
  readonly prompt: SayPrompt | PlayPrompt;
  readonly onChange: (prompt: Prompt) => void;
}

/** Voice, language, repetitions and SSML of one prompt. */
export function PromptSettings({ prompt, onChange }: PromptSettingsProps) {
  const context = useWidgetContext();
  const id = useId();
  const loop = (
    <div className="prompt-setting">
      <label htmlFor={`${id}-loop`}>Times</label>
      <NumberInput
        id={`${id}-loop`}
        value={prompt.loop}
        options={LOOP}
        placeholder="1"
        onChange={(value) => onChange(changed(prompt, { loop: value === '' ? undefined : value }))}
      />
    </div>
  );
  if ('play' in prompt) return <div className="prompt-settings">{loop}</div>;
  return (
    <div className="prompt-settings">
      <div className="prompt-setting">
        <label htmlFor={`${id}-voice`}>Voice</label>
        <VoiceSelect
          id={`${id}-voice`}
          label="Voice"
          value={prompt.voice}
          language={prompt.language ?? context.language}
          placeholder={context.voice ? `${context.voice}, as in the flow` : 'As in the flow'}
          onChange={(voice) => onChange(changed(prompt, { voice }))}
        />
      </div>
      <div className="prompt-setting">
        <label htmlFor={`${id}-language`}>Language</label>
        <LanguageSelect
          id={`${id}-language`}
          label="Language"
          value={prompt.language}
          placeholder="As in the flow"
          onChange={(language) => onChange(changed(prompt, { language }))}
        />
      </div>
      {loop}
      <label className="prompt-check">
        <input
          type="checkbox"
          checked={prompt.ssml ?? false}
          onChange={(event) => onChange(changed(prompt, { ssml: event.target.checked || undefined }))}
        />
        Text is SSML
      </label>
    </div>
  );
}

/** The prompt with a setting changed; one set to `undefined` is gone. */
function changed<P extends SayPrompt | PlayPrompt>(
  prompt: P,
  patch: { [K in keyof SayPrompt]?: SayPrompt[K] | undefined },
): Prompt {
  const entries = Object.entries({ ...prompt, ...patch }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as Prompt;
}
