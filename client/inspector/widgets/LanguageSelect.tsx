import { useMemo, useState } from 'react';
import { LANGUAGE_CODE } from '../../../shared/flow/types.ts';
import { hasTemplate } from '../../../shared/template/template.ts';
import { useVoiceLists } from '../voice-list.ts';
import { SearchSelect } from './SearchSelect.tsx';

interface LanguageSelectProps {
  readonly id?: string;
  readonly label: string;
  readonly describedBy?: string | undefined;
  readonly value: string | undefined;
  readonly placeholder?: string | undefined;
  readonly invalid?: boolean;
  /** Languages to choose from instead of those Say speaks. */
  readonly codes?: readonly string[] | undefined;
  /** Languages callers are understood in rather than spoken to. */
  readonly listening?: boolean;
  /** Whether what is typed can be a language beside those that are offered; otherwise codes and expressions can. */
  readonly fits?: (typed: string) => boolean;
  readonly onChange: (language: string | undefined) => void;
}

/** Picks a language by its name or code. */
export function LanguageSelect({ codes, listening, fits = isLanguage, ...props }: LanguageSelectProps) {
  const [opened, setOpened] = useState(false);
  const lists = useVoiceLists(opened || props.value !== undefined);
  const options = useMemo(() => {
    if (!lists) return undefined;
    const all = [...lists.sayLanguages, ...lists.gatherLanguages];
    const names = new Map(all.map(({ code, name }) => [code, name]));
    const offered = codes
      ? codes.map((code) => ({ code, name: names.get(code) ?? code }))
      : listening
        ? lists.gatherLanguages
        : lists.sayLanguages;
    return offered.map(({ code, name }) => ({ value: code, label: name, term: code }));
  }, [lists, codes, listening]);
  return <SearchSelect {...props} options={options} free={fits} onOpen={() => setOpened(true)} />;
}

function isLanguage(typed: string): boolean {
  return LANGUAGE_CODE.test(typed) || hasTemplate(typed);
}
