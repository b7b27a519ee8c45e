import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { PAUSE, type PlayPrompt, type Prompt, type SayPrompt } from '../../../shared/fields/prompts.ts';
import type { WidgetProblem } from '../widget.ts';
import { ListenButton } from './ListenButton.tsx';
import { NumberInput } from './NumberWidget.tsx';
import { PromptSettings } from './PromptSettings.tsx';
import { SsmlTools } from './SsmlTools.tsx';
import { TemplateInput } from './TemplateInput.tsx';

interface PromptCardProps {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly placeholder: string;
  readonly prompt: Prompt;
  readonly problems: readonly WidgetProblem[];
  readonly grip: ReactNode;
  readonly remove: ReactNode;
  readonly onChange: (prompt: Prompt) => void;
}

/** One piece of a prompt: the text, the sound's address or the silence, with its tools below. */
export function PromptCard(props: PromptCardProps) {
  const { prompt, problems } = props;
  const [open, setOpen] = useState(() =>
    problems.some(({ path }) => SETTINGS.some((setting) => path.includes(setting))),
  );
  const [refusal, setRefusal] = useState<string>();
  const hasMore = !('pause' in prompt);
  const wrong = problems.some((problem) => problem.severity === 'error');
  const described = problems.length > 0 ? `${props.id}-problems` : props.describedBy;
  return (
    <div className={`prompt ${wrong || props.invalid ? 'is-invalid' : ''}`}>
      <PromptInput {...props} describedBy={described} invalid={wrong || props.invalid} />
      <div className="prompt-tools">
        {props.grip}
        <code className="prompt-kind">{'say' in prompt ? 'Say' : 'play' in prompt ? 'Play' : 'Pause'}</code>
        <span className="prompt-said">{settingsWords(prompt)}</span>
        {'say' in prompt && (
          <SsmlTools input={props.id} prompt={prompt} onChange={props.onChange} onRefuse={setRefusal} />
        )}
        <ListenButton prompt={prompt} />
        {hasMore && (
          <button
            type="button"
            className="icon-button"
            aria-expanded={open}
            aria-label={'say' in prompt ? 'Voice, language and SSML' : 'How often it plays'}
            title={'say' in prompt ? 'Voice, language and SSML' : 'How often it plays'}
            onClick={() => setOpen(!open)}
          >
            <SlidersHorizontal size={14} aria-hidden="true" />
          </button>
        )}
        {props.remove}
      </div>
      {open && hasMore && <PromptSettings prompt={prompt as SayPrompt | PlayPrompt} onChange={props.onChange} />}
      {refusal && (
        <p role="status" className="field-note prompt-problems">
          {refusal}
        </p>
      )}
      {problems.length > 0 && (
        <div id={`${props.id}-problems`} className="prompt-problems">
          {problems.map((problem) => (
            <p key={problem.path + problem.message} className={`field-note is-${problem.severity}`}>
              {problem.message}
            </p>
          ))}
        </div>
      )}
    </div>
  );
}

function PromptInput({ id, label, describedBy, invalid, placeholder, prompt, onChange }: PromptCardProps) {
  if ('pause' in prompt) {
    return (
      <NumberInput
        id={id}
        label={`${label}: silence`}
        describedBy={describedBy}
        invalid={invalid}
        value={prompt.pause}
        options={PAUSE}
        placeholder="1"
        onChange={(pause) => onChange({ pause })}
      />
    );
  }
  if ('play' in prompt) {
    return (
      <TemplateInput
        id={id}
        label={`${label}: address of the sound`}
        describedBy={describedBy}
        invalid={invalid}
        placeholder="https://example.com/welcome.mp3"
        mono
        value={prompt.play}
        onChange={(play) => onChange({ ...prompt, play })}
      />
    );
  }
  return (
    <TemplateInput
      id={id}
      label={label}
      describedBy={describedBy}
      invalid={invalid}
      placeholder={prompt.ssml ? 'Hello <break time="1s"/> there' : placeholder}
      mono={prompt.ssml ?? false}
      multiline
      rows={2}
      value={prompt.say}
      onChange={(say) => onChange({ ...prompt, say })}
    />
  );
}

const SETTINGS = ['voice', 'language', 'loop'];

/** What is set for a prompt, in few words, while its settings are folded away. */
function settingsWords(prompt: Prompt): string {
  if ('pause' in prompt) return '';
  const times = prompt.loop === undefined ? undefined : `${prompt.loop}×`;
  if ('play' in prompt) return times ?? '';
  const voice = prompt.voice?.replace(/^(Polly|Google)\./, '');
  return [voice, prompt.language, times, prompt.ssml && 'SSML'].filter(Boolean).join(', ');
}
