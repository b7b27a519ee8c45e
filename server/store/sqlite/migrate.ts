import type { Database } from 'better-sqlite3';
import type { Migration } from '../migrations/migration.ts';

/**
 * Brings the schema up to date, each migration in its own transaction together with the number that says it ran, so that a
 * crash between two leaves a database that the next start finishes.
 *
 * @throws Error if the database was written by a newer version of the program
 */
export function migrate(db: Database, file: string, migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.version ?? 0;
  const current = Number(db.pragma('user_version', { simple: true }));
  if (current > newest) {
    throw new Error(
      `${file}: written by a newer version (schema ${current}, this one knows up to ${newest}). Upgrade, or use another file.`,
    );
  }
  // A table that others refer to is replaced by dropping it, which only the check at the end of each migration may judge.
  const enforced = db.pragma('foreign_keys', { simple: true });
  db.pragma('foreign_keys = OFF');
  for (const migration of migrations) if (migration.version > current) run(db, migration);
  db.pragma(`foreign_keys = ${enforced}`);
}

function run(db: Database, migration: Migration): void {
  db.transaction(() => {
    // Another process may have been faster while this one waited for the lock.
    if (Number(db.pragma('user_version', { simple: true })) >= migration.version) return;
    db.exec(migration.sql);
    const [dangling] = db.pragma('foreign_key_check') as { table: string }[];
    if (dangling)
      throw new Error(`Migration ${migration.version} leaves rows of "${dangling.table}" without what they refer to.`);
    db.pragma(`user_version = ${migration.version}`);
  }).immediate();
}
