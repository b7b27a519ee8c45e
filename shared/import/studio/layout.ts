import type { FlowDocument } from '../../flow/types.ts';
import type { Definition } from './definition.ts';

type Position = readonly [x: number, y: number];

/** Positions of states as they were on Studio's canvas; where most have none, rows by how far a state is from the trigger. */
export function positionsOf({ states, initial }: Definition): ReadonlyMap<string, Position> {
  const placed = states.filter(({ position }) => position !== undefined);
  const distinct = new Set(placed.map(({ position }) => String(position)));
  if (distinct.size * 2 > states.length || (states.length <= 2 && distinct.size > 0)) {
    const lowest = Math.max(...placed.map(({ position }) => position?.[1] ?? 0));
    let spare = 0;
    return new Map(
      states.map(({ name, position }) => [name, position ?? ([spare++ * ACROSS, lowest + 2 * DOWN] as const)]),
    );
  }
  return rows(states, initial);
}

/** A place below everything, for what Studio did not have. */
export function below(layout: FlowDocument['layout']): Position {
  const all = Object.values(layout);
  const sum = all.reduce((total, [x]) => total + x, 0);
  const lowest = Math.max(0, ...all.map(([, y]) => y));
  return [Math.round(sum / Math.max(1, all.length)), lowest + DOWN];
}

/** Beside a block, for a helper of it. */
export function beside([x, y]: Position): Position {
  return [x + HELPER_ACROSS, y + HELPER_DOWN];
}

function rows(states: Definition['states'], initial: string): ReadonlyMap<string, Position> {
  const byName = new Map(states.map((state) => [state.name, state]));
  const depth = new Map([[initial, 0]]);
  const queue = [initial];
  for (const at of queue) {
    for (const { next } of byName.get(at)?.transitions ?? []) {
      if (next === undefined || depth.has(next)) continue;
      depth.set(next, (depth.get(at) ?? 0) + 1);
      queue.push(next);
    }
  }
  const deepest = Math.max(0, ...depth.values());
  const used = new Map<number, number>();
  return new Map(
    states.map(({ name }) => {
      const row = depth.get(name) ?? deepest + 1;
      const column = used.get(row) ?? 0;
      used.set(row, column + 1);
      return [name, [column * ACROSS, row * DOWN] as const];
    }),
  );
}

/** Of a card to the next, in canvas pixels: a card is 240 wide and about 130 high. */
const ACROSS = 340;
const DOWN = 260;
const HELPER_ACROSS = 60;
const HELPER_DOWN = 190;
