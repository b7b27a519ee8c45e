import { hasTemplate } from '../template/template.ts';
import { nearest } from '../text/nearest.ts';
import { elementSpec } from '../twiml/catalogue/index.ts';
import { element, type TwimlElement, type TwimlNode } from '../twiml/element.ts';
import { parseFragment } from '../twiml/parse.ts';
import type { TwimlProblem } from '../twiml/problem.ts';
import { validateTwiml } from '../twiml/validate.ts';
import type { FieldProblem } from './field.ts';
import type { Noun, NounsOptions } from './noun.ts';
import { badValue } from './problem.ts';
import { urlProblem } from './url.ts';

/** What the grammar says against a list of nouns, with the path of each. What templates print is not judged. */
export function nounProblems(value: readonly Noun[], options: NounsOptions): readonly FieldProblem[] {
  const { parent, document: kind = 'voice' } = options;
  const root = element('Response', {}, element(parent, {}, ...value.map(plainElement)));
  const grammar = validateTwiml(root, { kind }).flatMap((found) => fieldProblem(found, value, parent));
  return [...listProblems(value, options), ...grammar, ...ownProblems(value, parent, options, '')];
}

/** Rules of the field itself, which the grammar does not know. */
function listProblems(value: readonly Noun[], { parent, tags, max }: NounsOptions): FieldProblem[] {
  const many = max !== undefined && value.length > max;
  return [
    ...(many ? [badValue(`${parent} holds ${value.length} elements here; at most ${max} fit.`)] : []),
    ...value.flatMap(({ tag }, index) => {
      if (tags === undefined || tags.includes(tag)) return [];
      const near = nearest(tag, tags);
      const hint = near === undefined ? `Expected ${tags.join(', ')}.` : `Did you mean ${near}?`;
      return [badValue(`${tag} does not belong here. ${hint}`, `[${index}].tag`)];
    }),
  ];
}

/** What the grammar does not judge: web addresses, as in every other field, and SSML that is no XML. */
function ownProblems(value: readonly Noun[], parent: string, options: NounsOptions, path: string): FieldProblem[] {
  return value.flatMap((noun, index) => {
    const { tag, attributes = {}, children = [] } = noun;
    const at = `${path}[${index}]`;
    const specs = elementSpec(tag, parent, options.document)?.attributes ?? [];
    const addresses = specs.flatMap(({ name, type, pattern }) => {
      const text = attributes[name];
      if (type !== 'url' || pattern !== undefined || !text || hasTemplate(text)) return [];
      const problem = urlProblem(text);
      return problem === undefined ? [] : [badValue(problem, `${at}.attributes.${name}`)];
    });
    return [...addresses, ...ssmlProblems(noun, at), ...ownProblems(children, tag, options, `${at}.children`)];
  });
}

function ssmlProblems({ ssml, text = '' }: Noun, path: string): FieldProblem[] {
  const parsed = ssml && !hasTemplate(text) ? parseFragment(text) : undefined;
  if (parsed === undefined || parsed.ok) return [];
  return [badValue(`This SSML cannot be read: ${parsed.error.message}`, `${path}.text`)];
}

/** As it will be written; SSML with expressions in it stays one text. */
function plainElement({ tag, text = '', ssml, attributes, children = [] }: Noun): TwimlElement {
  const parsed = ssml && !hasTemplate(text) ? parseFragment(text) : undefined;
  const nodes: readonly TwimlNode[] = parsed?.ok ? parsed.nodes : text === '' ? [] : [text];
  return element(tag, attributes, ...nodes, ...children.map(plainElement));
}

/** The problem at its place in the list; none where it is about the element around it, or about a template's text. */
function fieldProblem(found: TwimlProblem, value: readonly Noun[], parent: string): FieldProblem[] {
  const [, , place = '', ...steps] = found.path.split('/');
  if (!place.startsWith(`${parent}[`)) return [];
  const tags = steps.filter((step) => !step.startsWith('@'));
  if (tags.length === 0 && found.code !== 'twiml.childCount') return [];
  const { noun, path, inText } = locate(value, tags);
  const { attribute, code, message, severity } = found;
  const problem = { code: CODES[code] ?? 'bad-value', severity, message };
  if (inText) return [{ ...problem, path: `${path}.text` }];
  if (attribute !== undefined) {
    const isUnknown = code === 'twiml.attributeValue' && hasTemplate(noun?.attributes?.[attribute] ?? '');
    return isUnknown ? [] : [{ ...problem, path: `${path}.attributes.${attribute}` }];
  }
  if (!TEXT_CODES.has(code)) return [path === '' ? problem : { ...problem, path }];
  return code === 'twiml.textTooLong' && hasTemplate(noun?.text ?? '') ? [] : [{ ...problem, path: `${path}.text` }];
}

const CODES: Readonly<Record<string, string>> = {
  'twiml.missingAttribute': 'missing-value',
  'twiml.missingText': 'missing-value',
  'twiml.deprecated': 'deprecated-value',
  'twiml.retired': 'deprecated-value',
};

const TEXT_CODES: ReadonlySet<string> = new Set([
  'twiml.textNotAllowed',
  'twiml.mixedContent',
  'twiml.missingText',
  'twiml.textTooLong',
]);

/** Follows `Prompt[2]`, `Say[1]`: the second Prompt of the list, the first Say in it. Ends early where SSML begins. */
function locate(value: readonly Noun[], tags: readonly string[]) {
  let path = '';
  let list = value;
  let noun: Noun | undefined;
  for (const step of tags) {
    const [, tag = '', count = '1'] = /^(.*)\[(\d+)\]$/.exec(step) ?? [];
    const same = list.flatMap((one, index) => (one.tag === tag ? [index] : []));
    const index = same[Number(count) - 1];
    if (index === undefined) return { noun, path, inText: true };
    path += noun === undefined ? `[${index}]` : `.children[${index}]`;
    noun = list[index];
    list = noun?.children ?? [];
  }
  return { noun, path, inText: false };
}
