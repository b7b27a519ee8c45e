import { useMemo, useState } from 'react';
import { languageName } from '../../../shared/twiml/catalogue/language-names.ts';
import { useVoiceLists, type VoiceLists } from '../voice-list.ts';
import { type SearchOption, SearchSelect } from './SearchSelect.tsx';

interface VoiceSelectProps {
  readonly id?: string;
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly value: string | undefined;
  readonly placeholder?: string | undefined;
  readonly invalid?: boolean;
  /** Language spoken here; its voices come first. */
  readonly language?: string | undefined;
  readonly onChange: (voice: string | undefined) => void;
}

/** Picks one of some 900 voices: grouped by language, searched by name, language, provider or quality. */
export function VoiceSelect({ language, ...props }: VoiceSelectProps) {
  const [opened, setOpened] = useState(false);
  const lists = useVoiceLists(opened || props.value !== undefined);
  const options = useMemo(() => lists && voiceOptions(lists, language ?? 'en-US'), [lists, language]);
  const voice = lists?.voices.find((one) => one.voice === props.value);
  const spoken = voice?.languages[0];
  const display = voice && (spoken ? `${voice.label}, ${languageName(spoken)}` : voice.label);
  return <SearchSelect {...props} display={display} options={options} free onOpen={() => setOpened(true)} />;
}

function voiceOptions(lists: VoiceLists, language: string): readonly SearchOption[] {
  const groups = new Map<string, SearchOption[]>();
  const add = (code: string, voice: VoiceLists['voices'][number]): void => {
    const group = code === '' ? 'Any language' : languageName(code);
    const option: SearchOption = {
      value: voice.voice,
      label: voice.legacy ? `${voice.label}, legacy` : voice.label,
      term: voice.voice,
      group,
      words: `${code} ${voice.provider} ${voice.engine} ${voice.gender ?? ''}`,
    };
    const list = groups.get(group);
    if (list) list.push(option);
    else groups.set(group, [option]);
  };
  for (const voice of lists.voicesFor(language)) if (voice.languages.length > 0) add(language, voice);
  const own = languageName(language);
  for (const voice of lists.voices) {
    const code = voice.languages.includes(language) ? undefined : (voice.languages[0] ?? '');
    if (code !== undefined) add(code, voice);
  }
  const rest = [...groups.keys()].filter((group) => group !== own).sort((a, b) => a.localeCompare(b, 'en'));
  return [own, ...rest].flatMap((group) => groups.get(group) ?? []);
}
