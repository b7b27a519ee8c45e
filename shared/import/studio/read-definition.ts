import type { Json } from '../../flow/types.ts';
import { nearestWidget, typeOfLegacy, WIDGETS, widgetSpec } from '../../studio/widgets.ts';
import { suggestion } from '../../text/nearest.ts';
import { type Definition, STUDIO_LIMITS, type State, type StudioProblem } from './definition.ts';
import { Problems } from './found-problems.ts';
import { transitionsOf } from './read-transition.ts';
import { isRecord, kindOf, short } from './shapes.ts';
import type { Found } from './unwrap.ts';

export type ReadDefinition =
  | { readonly ok: true; readonly definition: Definition; readonly problems: readonly StudioProblem[] }
  | { readonly ok: false; readonly problems: readonly StudioProblem[] };

/**
 * Judges a definition and brings it into one form: types by today's names, `next` by names of states, nulls left out. What
 * Studio itself would refuse is refused – an unknown type, two states of one name, a `next` that leads nowhere; what is merely
 * odd is told and kept. Never throws.
 */
export function readDefinition({ value, path, name, sid }: Found): ReadDefinition {
  const problems = new Problems(path);
  const raw = Array.isArray(value.states) ? (value.states as readonly unknown[]) : [];
  if (raw.length > STUDIO_LIMITS.states) {
    problems.error(
      'too-many',
      '.states',
      `The flow has ${raw.length} states; at most ${STUDIO_LIMITS.states} are read.`,
    );
  }
  if (raw.length === 0)
    problems.error('no-states', '.states', 'The flow has no states, so there is nothing to import.');
  if (problems.isRefused) return { ok: false, problems: problems.all };
  const shaped = raw.map((one, index) => shapeOf(one, `.states[${index}]`, problems));
  if (problems.isRefused) return { ok: false, problems: problems.all };
  const rows = shaped.filter((one) => one !== undefined);
  // Older exports name states by their SIDs.
  const names = new Map(rows.map((row) => [row.name, row.name]));
  for (const row of rows) if (row.sid !== undefined && !names.has(row.sid)) names.set(row.sid, row.name);
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.name))
      problems.error(
        'duplicate-name',
        `${row.at}.name`,
        `Two states are called "${short(row.name)}"; Studio refuses that, and nobody can tell which one a transition means. Rename one.`,
      );
    seen.add(row.name);
  }
  const states = rows.map((row) => stateOf(row, names, problems));
  const initial = initialOf(value, rows, names, problems);
  if (problems.isRefused || initial === undefined) return { ok: false, problems: problems.all };
  const description = typeof value.description === 'string' ? value.description : '';
  const definition: Definition = {
    name: name ?? description.trim(),
    description,
    ...(sid !== undefined && { sid }),
    states,
    initial,
    flags: isRecord(value.flags) ? (value.flags as Readonly<Record<string, Json>>) : {},
    isLegacy: rows.some(({ isLegacy }) => isLegacy),
  };
  return { ok: true, definition, problems: problems.all };
}

interface Row {
  readonly name: string;
  readonly type: string;
  readonly sid?: string;
  readonly isLegacy: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly transitions: readonly unknown[];
  readonly at: string;
}

function shapeOf(value: unknown, at: string, problems: Problems): Row | undefined {
  if (!isRecord(value)) {
    problems.error(
      'wrong-shape',
      at,
      `A state is an object with name, type, transitions and properties; this is ${kindOf(value)}.`,
    );
    return undefined;
  }
  const { name, type, sid } = value;
  if (typeof name !== 'string' || name.trim() === '' || name.length > STUDIO_LIMITS.nameLength) {
    problems.error(
      'wrong-shape',
      `${at}.name`,
      `A state has a name of 1 to ${STUDIO_LIMITS.nameLength} characters; this is ${kindOf(name)}.`,
    );
    return undefined;
  }
  const known = typeof type === 'string' ? (widgetSpec(type) ? type : typeOfLegacy(type)) : undefined;
  if (known === undefined) {
    problems.error('unknown-widget', `${at}.type`, unknownType(name, type));
    return undefined;
  }
  const transitions = value.transitions ?? [];
  const properties = value.properties ?? {};
  if (!Array.isArray(transitions))
    problems.error(
      'wrong-shape',
      `${at}.transitions`,
      `"${short(name)}" needs a list of transitions; this is ${kindOf(transitions)}.`,
    );
  if (!isRecord(properties))
    problems.error(
      'wrong-shape',
      `${at}.properties`,
      `"${short(name)}" needs an object of properties; this is ${kindOf(properties)}.`,
    );
  if (!Array.isArray(transitions) || !isRecord(properties)) return undefined;
  if (transitions.length > STUDIO_LIMITS.transitions || Object.keys(properties).length > STUDIO_LIMITS.properties) {
    problems.error(
      'too-many',
      at,
      `"${short(name)}" has more than ${STUDIO_LIMITS.transitions} transitions or properties.`,
    );
    return undefined;
  }
  const isLegacy = known !== type;
  return { name, type: known, ...(typeof sid === 'string' && { sid }), isLegacy, properties, transitions, at };
}

function unknownType(name: string, type: unknown): string {
  const who = `State "${short(name)}"`;
  if (typeof type !== 'string' || type === '') return `${who} has no type; expected one such as "say-play".`;
  const what = `${who} is of the type "${short(type)}", which Studio does not have.`;
  if (/^(hang-?up|end|stop(-call)?|end-call|reject|exit)$/i.test(type)) {
    return `${what} No widget hangs up: a transition without "next" ends the call. Remove the state and the "next" that leads to it.`;
  }
  const near = nearestWidget(type);
  return near === undefined
    ? `${what} None is near it; these are all there are: ${Object.keys(WIDGETS).join(', ')}. Give the state one of them in the file, or remove it with the "next" that leads to it, then import again.`
    : `${what} Did you mean "${near}"?`;
}

function stateOf(row: Row, names: ReadonlyMap<string, string>, problems: Problems): State {
  const { name, type, at } = row;
  // The older dialect tells a trigger the address of its own flow.
  const { offset, flow_url: _own, ...rest } = row.properties;
  return {
    name,
    type,
    properties: propertiesOf(type, rest),
    transitions: transitionsOf(row, names, problems),
    position: positionOf(offset),
    path: problems.path(at),
  };
}

function propertiesOf(type: string, given: Readonly<Record<string, unknown>>): Readonly<Record<string, Json>> {
  const aliases = widgetSpec(type)?.aliases ?? {};
  const properties: [string, Json][] = [];
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    const own = Object.hasOwn(aliases, key) ? aliases[key] : undefined;
    properties.push([own !== undefined && given[own] === undefined ? own : key, value as Json]);
  }
  return Object.fromEntries(properties);
}

function initialOf(
  value: Readonly<Record<string, unknown>>,
  rows: readonly Row[],
  names: ReadonlyMap<string, string>,
  problems: Problems,
): string | undefined {
  const triggers = rows.filter(({ type }) => type === 'trigger');
  const { initial_state: given } = value;
  if (typeof given === 'string' && given !== '') {
    const named = names.get(given);
    const row = rows.find(({ name }) => name === named);
    if (row?.type === 'trigger') return row.name;
    problems.error(
      'no-trigger',
      '.initial_state',
      row === undefined
        ? `The flow begins at "${short(given)}", which is no state of it.${suggestion(
            given,
            rows.map(({ name }) => name),
          )}`
        : `The flow begins at "${short(given)}", which is no trigger but ${row.type}.`,
    );
    return undefined;
  }
  if (triggers.length === 1) return triggers[0]?.name;
  problems.error(
    'no-trigger',
    '.states',
    triggers.length === 0
      ? 'The flow has no trigger, so nothing begins it.'
      : `The flow has ${triggers.length} triggers and no initial_state that names one.`,
  );
  return undefined;
}

function positionOf(offset: unknown): readonly [number, number] | undefined {
  if (!isRecord(offset)) return undefined;
  const [x, y] = [Number(offset.x), Number(offset.y)];
  const within = (at: number): boolean => Number.isFinite(at) && Math.abs(at) <= FARTHEST;
  return within(x) && within(y) ? [Math.round(x), Math.round(y)] : undefined;
}

/** Canvas pixels that a flow document can hold. */
const FARTHEST = 1e6;
