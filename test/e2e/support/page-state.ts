import type { Page } from 'playwright-core';
import type { Place } from './secrets.ts';

/** Everything a page holds that its scripts, extensions or the next person at this browser could read. */
export async function stateOf(page: Page, name: string): Promise<Place[]> {
  const parts = await page.evaluate(read);
  return [
    ...Object.entries(parts).map(([part, text]): Place => [`${part} of ${name}`, text]),
    [`cookies of ${name}`, JSON.stringify(await page.context().cookies())],
    [`heap of ${name}`, await heapOf(page)],
  ];
}

/** Runs in the page. */
async function read(): Promise<Record<string, string>> {
  const fields = [...document.querySelectorAll('input, textarea, select')].map(
    (field) => (field as HTMLInputElement).value,
  );
  const rows: unknown[] = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name ?? '');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = reject;
    });
    for (const store of database.objectStoreNames) {
      rows.push(
        await new Promise((resolve, reject) => {
          const all = database.transaction(store).objectStore(store).getAll();
          all.onsuccess = () => resolve(all.result);
          all.onerror = reject;
        }),
      );
    }
    database.close();
  }
  return {
    DOM: [document.documentElement.outerHTML, ...fields].join('\n'),
    localStorage: Object.entries(localStorage).flat().join('\n'),
    sessionStorage: Object.entries(sessionStorage).flat().join('\n'),
    IndexedDB: rows.map((row) => JSON.stringify(row)).join('\n'),
    history: JSON.stringify(history.state) ?? '',
  };
}

/** Every string that scripts of the page can reach, after a collection of what they cannot. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot');
  await session.detach();
  return chunks.join('');
}
