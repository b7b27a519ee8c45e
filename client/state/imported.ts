import { createStore } from 'zustand/vanilla';
import type { ImportedState, StudioReport } from '../../shared/import/studio/report.ts';
import { importGroupOf } from './import-groups.ts';

/** What is remembered of an import, for the person who made it. */
export type KeptReport = readonly Pick<ImportedState, 'name' | 'type' | 'fate' | 'block' | 'notes' | 'addresses'>[];

/** Where reports are kept in this browser. */
type Storing = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Reports {
  /** By flow; null where there is none. */
  readonly reports: Readonly<Record<string, KeptReport | null>>;
}

/** Reports of flows that were imported in this browser, until they are dismissed. */
export function createImported(storage: Storing | undefined) {
  const store = createStore<Reports>()(() => ({ reports: {} }));
  const put = (flow: string, report: KeptReport | null): void =>
    store.setState(({ reports }) => ({ reports: { ...reports, [flow]: report } }));
  return {
    store,
    /** Keeps what whoever imported the flow has to know: everything that is not exact, or asks a placeholder. */
    keep: (flow: string, { states }: StudioReport): void => {
      const report = states
        .filter((state) => importGroupOf(state) !== 'exact')
        .map(({ name, type, fate, block, notes, addresses }) => ({
          name,
          type,
          fate,
          block,
          notes,
          ...(addresses && { addresses }),
        }));
      if (report.length === 0) return;
      put(flow, report);
      attempt(() => storage?.setItem(key(flow), JSON.stringify(report)));
    },
    /** Looks up what an earlier visit kept. */
    load: (flow: string): void => {
      if (Object.hasOwn(store.getState().reports, flow)) return;
      put(flow, attempt(() => JSON.parse(storage?.getItem(key(flow)) ?? 'null') as KeptReport | null) ?? null);
    },
    dismiss: (flow: string): void => {
      put(flow, null);
      attempt(() => storage?.removeItem(key(flow)));
    },
  };
}

/** A full or forbidden storage costs the memory, nothing else. */
function attempt<T>(job: () => T): T | undefined {
  try {
    return job();
  } catch {
    return undefined;
  }
}

function key(flow: string): string {
  return `patchcord.import.${flow}`;
}
