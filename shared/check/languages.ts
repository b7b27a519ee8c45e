import type { AnyBlock } from '../block.ts';
import type { LanguageChoice } from '../fields/language-choices.ts';
import type { FlowDocument } from '../flow/types.ts';
import { languagesOf } from '../languages/languages-of.ts';
import { matchLanguage } from '../languages/match-language.ts';
import { type PromptRow, promptRows, rowNames, rowState, translationOf } from '../languages/rows.ts';
import { hasTemplate } from '../template/template.ts';
import { suggestion } from '../text/nearest.ts';
import { checkFields } from './fields.ts';
import type { Problem } from './problem.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';
import type { VariableChecker } from './variables.ts';

/** Problems of a flow that speaks several languages: what is missing, out of date or wrong in them, and who ever hears them. */
export function checkLanguages(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  variables: VariableChecker,
): readonly Problem[] {
  const languages = Object.keys(flow.languages ?? {});
  const chosen = chosenLanguages(flow, types);
  const unknown = chosen.flatMap((choice) => unknownLanguage(choice, languagesOf(flow)));
  if (languages.length === 0) return unknown;
  const rows = promptRows(flow, types);
  return [
    ...languages.flatMap((language) => languageProblems(flow, language, chosen)),
    ...ambiguousNumbers(flow),
    ...unknown,
    ...ofFlowFirst(rows).flatMap((row) => rowProblems(flow, types, row, languages)),
    ...rows.flatMap((row) => languages.flatMap((language) => translated(flow, types, variables, row, language))),
  ];
}

interface Choice {
  readonly language: string;
  readonly block: string;
  readonly field: string;
  readonly path?: string;
}

/** Languages that blocks choose, wherever a field holds such a choice. */
function chosenLanguages(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): Choice[] {
  return Object.entries(flow.blocks).flatMap(([block, { type, props }]) =>
    Object.entries(types.get(type)?.fields ?? {}).flatMap(([field, { kind }]): Choice[] => {
      const value = props[field];
      if (kind.kind === 'flowLanguage' && typeof value === 'string') return [{ language: value, block, field }];
      if (kind.kind !== 'languageChoices' || !Array.isArray(value)) return [];
      return (value as readonly LanguageChoice[]).map(({ language }, index) => ({
        ...{ language, block, field },
        path: `[${index}].language`,
      }));
    }),
  );
}

function unknownLanguage({ language, ...place }: Choice, languages: readonly string[]): Problem[] {
  if (language.trim() === '' || hasTemplate(language) || matchLanguage(language, languages) !== undefined) return [];
  const message = say['unknown-language'](language, suggestion(language, languages));
  return [{ code: 'unknown-language', severity: 'error', ...place, message }];
}

function languageProblems(flow: FlowDocument, language: string, chosen: readonly Choice[]): Problem[] {
  const { numbers = [] } = flow.languages?.[language] ?? {};
  const all = languagesOf(flow);
  const heard =
    numbers.length > 0 ||
    chosen.some((choice) => hasTemplate(choice.language) || matchLanguage(choice.language, all) === language);
  return heard ? [] : [problem('unused-language', say['unused-language'](language))];
}

function ambiguousNumbers({ languages = {} }: FlowDocument): Problem[] {
  const byNumber = new Map<string, string[]>();
  for (const [language, { numbers = [] }] of Object.entries(languages)) {
    for (const number of numbers) byNumber.set(number, [...(byNumber.get(number) ?? []), language]);
  }
  return [...byNumber]
    .filter(([, claimed]) => claimed.length > 1)
    .map(([number, claimed]) => problem('ambiguous-number', say['ambiguous-number'](number, claimed)));
}

/** Problems of the whole flow stand before those of its blocks. */
function ofFlowFirst(rows: readonly PromptRow[]): readonly PromptRow[] {
  return [...rows].sort((a, b) => Number(a.block !== undefined) - Number(b.block !== undefined));
}

function rowProblems(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  row: PromptRow,
  languages: readonly string[],
): Problem[] {
  const { block, field } = row;
  const { label } = rowNames(flow, row, types);
  return (['missing', 'outdated'] as const).flatMap((state): Problem[] => {
    const concerned = languages.filter((language) => rowState(row, translationOf(flow, language, row.key)) === state);
    if (concerned.length === 0) return [];
    const code = `${state}-translation` as const;
    return [{ ...problem(code, say[code](label, concerned)), ...(block !== undefined && { block }), field }];
  });
}

/** What is wrong with a translation itself, found as in the original. */
function translated(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  variables: VariableChecker,
  { key, block: id, field }: PromptRow,
  language: string,
): Problem[] {
  const block = id === undefined ? undefined : flow.blocks[id];
  const type = types.get(block?.type ?? '');
  const spec = type?.fields[field];
  const translation = translationOf(flow, language, key);
  if (id === undefined || !block || !type || !spec?.kind.spoken || !translation) return [];
  const value = spec.kind.spoken.apply(block.props[field], translation.value);
  const alone = { ...type, fields: { [field]: spec }, check: undefined } as unknown as AnyBlock;
  const spoken = { ...block, props: { ...block.props, [field]: value } };
  return [...checkFields(id, spoken, alone, flow), ...variables.check(id, spoken, alone)].map((found) => ({
    ...found,
    language,
    message: `In ${language}: ${found.message}`,
  }));
}

function problem(code: keyof typeof say, message: string): Problem {
  return { code, severity: 'warning', message };
}
