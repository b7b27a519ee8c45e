import type { Database } from 'better-sqlite3';
import type { SettingsStore } from '../store.ts';

/** Named values in SQLite. */
export function settingsStore(db: Database): SettingsStore {
  const get = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
  const set = db.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM settings WHERE key = ?');
  return {
    get: async (key) => get.get(key),
    set: async (key, value) => {
      set.run(key, value);
    },
    remove: async (key) => {
      remove.run(key);
    },
  };
}
