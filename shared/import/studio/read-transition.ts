import { widgetSpec } from '../../studio/widgets.ts';
import { suggestion } from '../../text/nearest.ts';
import type { Condition, Transition } from './definition.ts';
import type { Problems } from './found-problems.ts';
import { isRecord, kindOf, plainText, short } from './shapes.ts';

/** A state as its transitions need it. */
interface Row {
  readonly name: string;
  readonly type: string;
  readonly transitions: readonly unknown[];
  readonly at: string;
}

/** The transitions of a state, those that have the shape of one. @param names of states, by name and by SID */
export function transitionsOf(row: Row, names: ReadonlyMap<string, string>, problems: Problems): readonly Transition[] {
  const first = new Map<string, string | undefined>();
  return row.transitions.flatMap((one, index) => {
    const at = `${row.at}.transitions[${index}]`;
    return transitionOf(one, row, at, names, problems).map((transition): Transition => {
      const { event, next } = transition;
      if (!first.has(event)) first.set(event, next);
      if (event === 'match' || first.get(event) === next) return transition;
      const message = `"${short(row.name)}" goes on by ${short(event)} more than once; the first time counts.`;
      problems.warn('repeated-event', `${at}.event`, message, row.name);
      return { ...transition, repeats: true };
    });
  });
}

function transitionOf(
  value: unknown,
  { name, type }: { readonly name: string; readonly type: string },
  at: string,
  names: ReadonlyMap<string, string>,
  problems: Problems,
): Transition[] {
  if (!isRecord(value) || typeof value.event !== 'string') {
    problems.error(
      'wrong-shape',
      at,
      `A transition of "${short(name)}" is an object with an event; this is ${kindOf(value)}.`,
    );
    return [];
  }
  const { event, next } = value;
  const events = widgetSpec(type)?.events ?? [];
  if (!events.includes(event)) {
    const message = `"${short(name)}" (${type}) has no event "${short(event)}" that is known here; what follows it is not connected.${suggestion(event, events)}`;
    problems.warn('unknown-event', `${at}.event`, message, name);
  }
  const conditions = conditionsOf(value.conditions, name, `${at}.conditions`, problems);
  if (next === undefined || next === null || next === '') return [{ event, conditions }];
  const target = typeof next === 'string' ? names.get(next) : undefined;
  if (target === undefined) {
    const near = typeof next === 'string' ? suggestion(next, [...new Set(names.values())]) : '';
    const shown = typeof next === 'string' ? `"${short(next)}"` : kindOf(next);
    const message = `"${short(name)}" goes on by ${event} to ${shown}, which is no state of this flow; the branch ends here.${near}`;
    problems.warn('dangling-next', `${at}.next`, message, name);
    return [{ event, conditions, dangling: typeof next === 'string' ? short(next) : '' }];
  }
  return [{ event, next: target, conditions }];
}

function conditionsOf(value: unknown, name: string, at: string, problems: Problems): readonly Condition[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.error('wrong-shape', at, `The conditions of "${short(name)}" are a list; this is ${kindOf(value)}.`);
    return [];
  }
  return value.flatMap((one: unknown, index): Condition[] => {
    if (!isRecord(one) || typeof one.type !== 'string') {
      problems.error(
        'wrong-shape',
        `${at}[${index}]`,
        `A condition of "${short(name)}" is an object with type, arguments and value; this is ${kindOf(one)}.`,
      );
      return [];
    }
    const [first] = Array.isArray(one.arguments) ? (one.arguments as readonly unknown[]) : [];
    return [
      { name: plainText(one.friendly_name), argument: plainText(first), type: one.type, value: plainText(one.value) },
    ];
  });
}
