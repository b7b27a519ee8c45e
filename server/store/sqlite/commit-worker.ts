/**
 * Program of the thread that commits. Kept as text, so that sources, tests and the built product start the very same thread
 * without a file to find. Takes batches of writes (lists of steps) and answers each batch with an error or null for every write.
 * A violated constraint undoes that write only; whatever ends the transaction fails the whole batch.
 */
export const COMMIT_WORKER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const Database = require(workerData.driver);
  const db = new Database(workerData.file, { timeout: 5000, fileMustExist: true });
  for (const pragma of workerData.pragmas) db.pragma(pragma);
  const statements = new Map(Object.entries(workerData.statements).map(([name, sql]) => [name, db.prepare(sql)]));
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const save = db.prepare('SAVEPOINT one');
  const release = db.prepare('RELEASE one');
  const undo = db.prepare('ROLLBACK TO one');

  function write(steps) {
    const several = steps.length > 1;
    try {
      if (several) save.run();
      for (const [name, ...parameters] of steps) statements.get(name).run(...parameters);
      if (several) release.run();
      return null;
    } catch (error) {
      if (!db.inTransaction) throw error;
      if (several) {
        undo.run();
        release.run();
      }
      return told(error);
    }
  }

  // Between threads the driver's errors would arrive without their message.
  function told({ name, message, code }) {
    return { name, message, code };
  }

  // The driver may lower 'synchronous' with a connection's first write, so it is read back after one.
  function assertDurable() {
    db.pragma('synchronous = FULL');
    const level = db.pragma('synchronous', { simple: true });
    if (level !== 2) throw new Error('SQLite runs with synchronous=' + level + '; 2 (FULL) is needed.');
  }

  parentPort.on('message', (batch) => {
    let errors;
    try {
      begin.run();
      errors = batch.map(write);
      commit.run();
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      errors = batch.map(() => told(error));
    }
    parentPort.postMessage(errors);
  });

  begin.run();
  db.prepare("UPDATE settings SET value = value WHERE key = 'opened'").run();
  commit.run();
  assertDurable();
`;
