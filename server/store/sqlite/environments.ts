import type { Database } from 'better-sqlite3';
import type { EnvironmentStore, StoredBinding, StoredValue } from '../environments.ts';

/** Environments in SQLite. */
export function environmentStore(db: Database): EnvironmentStore {
  const sql = statements(db);
  const remove = db.transaction((name: string) => {
    if (sql.runsIn.get(name) !== undefined) return false;
    return sql.remove.run(name).changes === 1;
  });
  const all = db.transaction(() => ({
    environments: sql.environments.all(),
    bindings: sql.bindings.all(),
    values: sql.values.all(),
  }));
  return {
    all: async () => all(),
    add: async (name, now) => sql.add.run(name, now).changes === 1,
    remove: async (name) => remove.immediate(name),
    setBinding: async ({ name, kind, about }) => {
      sql.setBinding.run(name, kind, about);
    },
    removeBinding: async (name) => sql.removeBinding.run(name).changes === 1,
    setValue: async ({ binding, environment, value, setAt }) => {
      sql.setValue.run(binding, environment, value, setAt);
    },
    removeValue: async (binding, environment) => sql.removeValue.run(binding, environment).changes === 1,
  };
}

function statements(db: Database) {
  return {
    environments: db.prepare<[], string>("SELECT name FROM environments ORDER BY name <> 'live', name").pluck(),
    bindings: db.prepare<[], StoredBinding>('SELECT name, kind, about FROM bindings ORDER BY name COLLATE NOCASE'),
    values: db.prepare<[], StoredValue>('SELECT binding, environment, value, set_at AS setAt FROM binding_values'),
    add: db.prepare('INSERT INTO environments (name, created_at) VALUES (?, ?) ON CONFLICT DO NOTHING'),
    runsIn: db.prepare<[string], number>('SELECT 1 FROM runs WHERE environment = ? LIMIT 1').pluck(),
    remove: db.prepare("DELETE FROM environments WHERE name = ? AND name <> 'live'"),
    setBinding: db.prepare(`
      INSERT INTO bindings (name, kind, about) VALUES (?, ?, ?)
      ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, about = excluded.about`),
    removeBinding: db.prepare('DELETE FROM bindings WHERE name = ?'),
    setValue: db.prepare(`
      INSERT INTO binding_values (binding, environment, value, set_at) VALUES (?, ?, ?, ?)
      ON CONFLICT (binding, environment) DO UPDATE SET value = excluded.value, set_at = excluded.set_at`),
    removeValue: db.prepare('DELETE FROM binding_values WHERE binding = ? AND environment = ?'),
  };
}
