import { suggestion } from '../text/nearest.ts';
import { problem } from './issues.ts';
import type { BlockShape, DocumentProblem, FlowDocument, Translation } from './types.ts';

/** Problems of a flow's languages and translations: what is translated must exist, and have the shape its field asks for. */
export function languageProblems(flow: FlowDocument, types: ReadonlyMap<string, BlockShape>): DocumentProblem[] {
  const languages = Object.keys(flow.languages ?? {});
  const own = languages.filter((language) => language === flow.settings.language);
  return [
    ...own.map((language) =>
      problem('duplicate-language', `$.languages.${language}`, `"${language}" is the flow's own language already.`),
    ),
    ...Object.entries(flow.translations ?? {}).flatMap(([language, rows]) => {
      const path = `$.translations.${language}`;
      if (languages.includes(language)) {
        return Object.entries(rows).flatMap(([row, translation]) => rowProblems(flow, types, row, translation, path));
      }
      const near = suggestion(language, languages);
      return [problem('unknown-language', path, `"${language}" is not a language of this flow.${near}`)];
    }),
  ];
}

function rowProblems(
  flow: FlowDocument,
  types: ReadonlyMap<string, BlockShape>,
  row: string,
  { value }: Translation,
  above: string,
): DocumentProblem[] {
  const path = `${above}.${row}`;
  if (row === 'fallback') {
    const message = `The words for when something goes wrong stand at $.languages, as "fallback" of the language.`;
    return [problem('unknown-row', path, message)];
  }
  const dot = row.indexOf('.');
  const [id, prop] = [row.slice(0, Math.max(0, dot)), row.slice(dot + 1)];
  const block = Object.hasOwn(flow.blocks, id) ? flow.blocks[id] : undefined;
  if (!block) {
    const near = suggestion(id, Object.keys(flow.blocks));
    return [problem('unknown-row', path, `"${row}" names no field of a block, such as "menu.prompts".${near}`)];
  }
  const shape = types.get(block.type);
  if (!shape) return [];
  const { spoken } = shape;
  if (spoken?.props.includes(prop)) return [...spoken.check(prop, value, path)];
  const near = suggestion(prop, spoken?.props ?? []);
  return [problem('unknown-row', path, `"${prop}" of a ${block.type} block is not translated.${near}`)];
}
