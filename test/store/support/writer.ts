import { openSqlite } from '../../../server/store/sqlite.ts';
import { turnOf } from './turns.ts';

/** Writes turns of several calls at once for as long as it lives, and names each one it was told is safe. */
async function main(file: string): Promise<void> {
  const store = openSqlite(file);
  const write = async (call: number): Promise<void> => {
    const sid = `CA${String(call).padStart(2, '0')}-${process.pid}`;
    for (let turn = 1; ; turn++) {
      await store.calls.append(turnOf(sid, turn));
      process.stdout.write(`${sid} ${turn}\n`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, call) => write(call)));
}

await main(process.argv[2] ?? '');
