import { z } from 'zod';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue, missingValue } from './problem.ts';

/** A language callers can choose: by a key, by words, or both. */
export type LanguageChoice = {
  readonly language: string;
  readonly key: string;
  readonly phrases: readonly string[];
};

export const languageChoicesKind: FieldKind<readonly LanguageChoice[], object> = {
  kind: 'languageChoices',
  shape: () => z.array(z.strictObject({ language: z.string(), key: z.string(), phrases: z.array(z.string()) })),
  check: (value) => value.flatMap((choice, index) => choiceProblems(value, choice, index)),
};

/** The languages a caller is offered. */
export const languageChoices = fieldOf(languageChoicesKind);

function choiceProblems(
  all: readonly LanguageChoice[],
  { language, key, phrases }: LanguageChoice,
  index: number,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (language.trim() === '') problems.push(missingValue('Choose the language.', `[${index}].language`));
  if (key === '' && !phrases.some((phrase) => phrase.trim() !== '')) {
    const message = `Nobody can choose "${language}": give it a key or words to say.`;
    problems.push({ code: 'choice-without-key-or-phrase', severity: 'error', message, path: `[${index}].key` });
  }
  if (key !== '' && !/^[0-9*#]$/.test(key)) {
    problems.push(badValue(`"${key.slice(0, 20)}" is not a key: expected one of 0-9, * or #.`, `[${index}].key`));
  }
  const first = all.findIndex((other) => other.key !== '' && other.key === key);
  if (key !== '' && first < index) {
    const message = `Key ${key} already chooses "${all[first]?.language}"; give "${language}" another key.`;
    problems.push({ code: 'ambiguous-keys', severity: 'error', message, path: `[${index}].key` });
  }
  return problems;
}
