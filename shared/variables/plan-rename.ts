import type { AnyBlock } from '../block.ts';
import { ENVIRONMENT_ROOTS } from '../flow/environments.ts';
import { type FlowDocument, RESERVED_NAMES, VARIABLE_NAME } from '../flow/types.ts';
import { templateNames } from '../template/names.ts';
import { hidesName, renameInTemplate } from './rename-text.ts';
import { type FlowText, flowTexts, type TextPlace } from './texts.ts';
import { rootOf, type VariableUse, variableUses } from './uses.ts';

/** What renaming a variable would do, before it is done. */
export interface RenamePlan {
  /** Why it cannot be done, as a sentence; undefined where it can. */
  readonly problem: string | undefined;
  /** Texts that would change. */
  readonly changes: readonly { readonly place: TextPlace; readonly before: string; readonly after: string }[];
  /** Texts that already read the new name, though nothing sets it: they will mean this variable. */
  readonly joined: readonly VariableUse[];
  /** Texts that name the variable but are no templates, so that they stay as they are. */
  readonly unreadable: readonly TextPlace[];
}

/** Tells what `renameVariable` would do. */
export function planRename(
  flow: FlowDocument,
  types: ReadonlyMap<string, AnyBlock>,
  from: string,
  to: string,
): RenamePlan {
  const texts = flowTexts(flow, types);
  const joined = variableUses(flow, types).get(to) ?? [];
  const problem = nameProblem(to, from) ?? takenProblem(flow, joined, to) ?? hiddenProblem(texts, from, to);
  return {
    problem,
    changes: problem === undefined ? texts.flatMap((text) => changeOf(text, from, to)) : [],
    joined: problem === undefined ? joined : [],
    unreadable: texts.filter((text) => isUnreadable(text, from)).map(({ place }) => place),
  };
}

/** Why a variable cannot be called so; undefined where it can. @param own name it has already */
export function nameProblem(name: string, own?: string): string | undefined {
  if (name === '') return 'A variable needs a name.';
  if (name === own) return undefined;
  if (!VARIABLE_NAME.test(name)) return `Write “${name}” with letters, digits and _ only, a letter first.`;
  if (![...RESERVED_NAMES, ...ENVIRONMENT_ROOTS, ...OPERATORS].includes(name)) return undefined;
  return `“${name}” already means something in every text. Choose another name.`;
}

/** A text could not read a variable of such a name. */
const OPERATORS = ['and', 'or', 'not', 'contains'];

function takenProblem(flow: FlowDocument, uses: readonly VariableUse[], to: string): string | undefined {
  if (Object.hasOwn(flow.variables, to)) return `There is a variable “${to}” already.`;
  const writer = uses.find(({ how }) => how === 'writes')?.place;
  if (writer?.in !== 'block') return undefined;
  const name = flow.blocks[writer.block]?.name || writer.block;
  return `“${name}” sets a variable “${to}” already. Choose another name.`;
}

function hiddenProblem(texts: readonly FlowText[], from: string, to: string): string | undefined {
  const hidden = texts.find(({ text, role }) => role === 'template' && hidesName(text, from, to));
  if (!hidden) return undefined;
  return `The text “${hidden.text.slice(0, 60)}${hidden.text.length > 60 ? '…' : ''}” gives something of its own the name “${to}”. Choose another name.`;
}

function changeOf({ place, text, role, bare }: FlowText, from: string, to: string): RenamePlan['changes'] {
  const after =
    role === 'template' ? renameInTemplate(text, from, to) : rootOf(text) === from ? text.replace(from, to) : text;
  if (after === text) return [];
  return [bare ? { place, before: text.slice(3, -3), after: after.slice(3, -3) } : { place, before: text, after }];
}

function isUnreadable({ text, role }: FlowText, name: string): boolean {
  if (role !== 'template' || templateNames(text) !== undefined) return false;
  return new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(text);
}
