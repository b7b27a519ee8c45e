import type { Noun } from '../../../shared/fields/noun.ts';
import type { TextRule } from '../../../shared/twiml/catalogue/index.ts';
import { FieldRow, noteId } from '../FieldRow.tsx';
import type { WidgetProblem } from '../widget.ts';
import { TemplateInput } from './TemplateInput.tsx';

interface NounTextProps {
  readonly id: string;
  readonly noun: Noun;
  readonly rule: TextRule | undefined;
  readonly problem: WidgetProblem | undefined;
  readonly onChange: (noun: Noun) => void;
}

/** The text inside an element. */
export function NounText({ id, noun, rule, problem, onChange }: NounTextProps) {
  const content = rule?.content ?? 'text';
  const spoken = content === 'speech' || content === 'message';
  const { text: _, ssml: markup, ...rest } = noun;
  return (
    <>
      <FieldRow id={id} label={LABELS[content] ?? 'Text'} problem={problem} required={rule?.required}>
        <TemplateInput
          id={id}
          describedBy={problem ? noteId(id) : undefined}
          invalid={problem?.severity === 'error'}
          mono={!spoken || markup === true}
          multiline={spoken}
          rows={spoken ? 2 : 1}
          placeholder={markup ? 'Hello <break time="1s"/> there' : EXAMPLES[content]}
          value={noun.text ?? ''}
          onChange={(text) => onChange(text === '' ? rest : { ...rest, text, ...(markup && { ssml: markup }) })}
        />
      </FieldRow>
      {rule?.mixed && (
        <label className="prompt-check">
          <input
            type="checkbox"
            checked={markup ?? false}
            onChange={({ target }) => {
              const { ssml: _was, ...plain } = noun;
              onChange(target.checked ? { ...plain, ssml: true } : plain);
            }}
          />
          Text is SSML
        </label>
      )}
    </>
  );
}

const LABELS: Readonly<Record<string, string>> = {
  speech: 'What the caller hears',
  url: 'Web address',
  phoneNumber: 'Phone number',
  name: 'Name',
  message: 'Message',
  sip: 'SIP address',
  sid: 'SID',
};

const EXAMPLES: Readonly<Record<string, string>> = {
  speech: 'What the caller hears',
  url: 'https://example.com/sound.mp3',
  phoneNumber: '+15550100199',
  sip: 'sip:desk@example.com',
};
