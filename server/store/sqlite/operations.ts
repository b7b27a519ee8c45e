import type { Database } from 'better-sqlite3';
import type { Operation, OperationStore, Step } from '../operations.ts';
import { wiringWriter } from './numbers.ts';

/**
 * The journal of what is done to numbers, in SQLite.
 *
 * @param hold keeps other processes out, as `OperationStore.hold` says
 */
export function operationStore(db: Database, hold: OperationStore['hold']): OperationStore {
  const columns = 'id, kind, account, flow, environment, at, ended_at AS endedAt, state, direction, error';
  const get = db.prepare<[string], OperationRow>(`SELECT ${columns} FROM operations WHERE id = ?`);
  const open = db.prepare<[], OperationRow>(`SELECT ${columns} FROM operations WHERE state = 'open' ORDER BY at`);
  const latest = db.prepare<[number], OperationRow>(
    `SELECT ${columns} FROM operations WHERE state <> 'open' ORDER BY at DESC, rowid DESC LIMIT ?`,
  );
  const steps = db.prepare<[string], StepRow>(
    'SELECT number AS sid, plan, state, message, sent_to AS sentTo, sent_at AS sentAt FROM operation_steps WHERE operation = ? ORDER BY position',
  );
  const holders = db.prepare<[], { number: string; id: string }>(
    `SELECT s.number, o.id FROM operations o JOIN operation_steps s ON s.operation = o.id WHERE o.state = 'open'`,
  );
  const addOperation = db.prepare(
    'INSERT INTO operations (id, kind, account, flow, environment, at, state, direction) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const addStep = db.prepare(
    'INSERT INTO operation_steps (operation, position, number, plan, state) VALUES (?, ?, ?, ?, ?)',
  );
  const turn = db.prepare('UPDATE operations SET direction = ?, error = ? WHERE id = ?');
  const end = db.prepare("UPDATE operations SET state = ?, ended_at = ? WHERE id = ? AND state = 'open'");
  const setStep = db.prepare(
    'UPDATE operation_steps SET state = ?, message = ?, plan = ?, sent_to = ?, sent_at = ? WHERE operation = ? AND number = ?',
  );
  const memory = wiringWriter(db);

  const whole = ({ environment, ...row }: OperationRow): Operation => ({
    ...row,
    ...(environment === null ? {} : { environment }),
    error: row.error === null ? null : JSON.parse(row.error),
    steps: steps.all(row.id).map(stepOf),
  });

  const begin = db.transaction((operation: Operation): ReadonlyMap<string, string> => {
    const wanted = new Set(operation.steps.map(({ sid }) => sid));
    const held = holders.all().filter(({ number }) => wanted.has(number));
    if (held.length > 0) return new Map(held.map(({ number, id }) => [number, id]));
    const { id, kind, account, flow, environment = null, at, state, direction } = operation;
    addOperation.run(id, kind, account, flow, environment, at, state, direction);
    operation.steps.forEach((step, position) => {
      addStep.run(id, position, step.sid, planOf(step), step.state);
    });
    return new Map();
  });

  const step = db.transaction((...[id, sid, outcome, wirings]: Parameters<OperationStore['step']>) => {
    const row = steps.all(id).find((one) => one.sid === sid);
    if (!row) throw new Error(`Operation ${id} has no number ${sid}`);
    const plan: Plan = JSON.parse(row.plan);
    const next = planOf({ ...plan, wanted: outcome.wanted ?? plan.wanted });
    const { state, message = null, sent = stepOf(row).sent } = outcome;
    setStep.run(state, message, next, sent?.to ?? null, sent?.at ?? null, id, sid);
    if (wirings === undefined) return;
    for (const channel of plan.channels) memory.remove({ sid, channel });
    for (const wiring of wirings) memory.put(wiring);
  });

  return {
    begin: async (operation) => begin.immediate(operation),
    get: async (id) => {
      const row = get.get(id);
      return row && whole(row);
    },
    open: async () => open.all().map(whole),
    latest: async (limit) => latest.all(limit).map(whole),
    turn: async (id, direction, error) => {
      turn.run(direction, error === null ? null : JSON.stringify(error), id);
    },
    step: async (...given) => step(...given),
    end: async (id, state, at) => {
      end.run(state, at, id);
    },
    hold,
  };
}

type OperationRow = Omit<Operation, 'steps' | 'error' | 'environment'> & {
  readonly environment: string | null;
  readonly error: string | null;
};
type Plan = Pick<Step, 'phoneNumber' | 'channels' | 'before' | 'wanted' | 'kept' | 'memory'>;

interface StepRow extends Pick<Step, 'sid' | 'state' | 'message'> {
  readonly plan: string;
  readonly sentTo: NonNullable<Step['sent']>['to'] | null;
  readonly sentAt: number | null;
}

function stepOf({ plan, sentTo, sentAt, ...rest }: StepRow): Step {
  const sent = sentTo === null || sentAt === null ? null : { to: sentTo, at: sentAt };
  return { ...(JSON.parse(plan) as Plan), ...rest, sent };
}

function planOf({ phoneNumber, channels, before, wanted, kept, memory }: Plan): string {
  return JSON.stringify({ phoneNumber, channels, before, wanted, kept, memory });
}
