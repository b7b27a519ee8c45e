import { z } from 'zod';
import { hasTemplate } from '../template/template.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { choiceId, type MenuChoice } from './menu-choice.ts';
import { badValue } from './problem.ts';
import { spokenPhrases } from './spoken-phrases.ts';

export { MENU_EXITS, type MenuChoice } from './menu-choice.ts';

export const menuChoicesKind: FieldKind<readonly MenuChoice[], object> = {
  kind: 'menuChoices',
  shape: () =>
    z.array(z.strictObject({ id: choiceId, key: z.string(), label: z.string(), phrases: z.array(z.string()) })),
  check: (value) => value.flatMap((choice, index) => choiceProblems(value, choice, index)),
  templates: (value) =>
    value.flatMap((choice, index) =>
      choice.phrases.map((text, phrase) => ({ text, path: `[${index}].phrases[${phrase}]` })),
    ),
  evaluate: (value, render) =>
    value.map((choice) => ({ ...choice, phrases: choice.phrases.map((phrase) => render(phrase)) })),
  spoken: spokenPhrases,
};

/** The choices of a menu. */
export const menuChoices = fieldOf(menuChoicesKind);

function choiceProblems(all: readonly MenuChoice[], choice: MenuChoice, index: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const add = (code: string, message: string, path: string): void => {
    problems.push({ code, severity: 'error', message, path: `[${index}].${path}` });
  };
  const called = choice.label || choice.key || choice.id;
  if (all.findIndex((other) => other.id === choice.id) < index) {
    add('duplicate-choice', `Two choices have the id "${choice.id}"; give one another.`, 'id');
  }
  if (choice.key === '' && !choice.phrases.some((phrase) => phrase.trim() !== '')) {
    add('choice-without-key-or-phrase', `Nobody can choose "${called}": give it a key or words to say.`, 'key');
  }
  if (choice.key !== '' && !/^[0-9*#]{1,10}$/.test(choice.key)) {
    problems.push(badValue(`"${choice.key}" is not a key: expected 0-9, * or #.`, `[${index}].key`));
  }
  problems.push(...ambiguities(all, choice, index));
  const long = choice.phrases.findIndex((phrase) => !hasTemplate(phrase) && phrase.length > 100);
  if (long >= 0) problems.push(badValue('A phrase has at most 100 characters.', `[${index}].phrases[${long}]`));
  return problems;
}

function ambiguities(all: readonly MenuChoice[], choice: MenuChoice, index: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  all.forEach((other, position) => {
    if (position === index || other.key === '' || choice.key === '') return;
    const path = `[${index}].key`;
    if (other.key === choice.key && position < index) {
      const message = `Key ${choice.key} already leads to "${other.label || other.id}"; give "${choice.label || choice.id}" another key.`;
      problems.push({ code: 'ambiguous-keys', severity: 'error', message, path });
    } else if (other.key !== choice.key && choice.key.startsWith(other.key)) {
      const message = `A caller who presses ${choice.key} passes ${other.key} ("${other.label || other.id}") on the way; make neither key the beginning of another.`;
      problems.push({ code: 'ambiguous-keys', severity: 'error', message, path });
    }
  });
  return problems;
}
