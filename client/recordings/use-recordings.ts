import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordingView } from '../../shared/api/recordings.ts';
import { type RecordingFilter, recordingsApi } from '../api/recordings.ts';

/** Recordings that were fetched so far, latest first. */
export interface Recordings {
  /** Undefined until the first page is there. */
  readonly list: readonly RecordingView[] | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  /** Whether there may be older ones. */
  readonly more: boolean;
  /** Everything since this time was looked through; null at the end. */
  readonly backTo: number | null;
  loadMore(): void;
  reload(): void;
  /** Takes some out of the list. */
  drop(sids: ReadonlySet<string>): void;
}

interface Known {
  readonly filter: string;
  readonly list?: readonly RecordingView[];
  readonly next: string | null;
  readonly backTo: number | null;
  readonly error?: Error;
  readonly loading: boolean;
}

const NOTHING = { next: null, backTo: null, loading: true } as const;

/** Fetches page by page; another filter begins anew, and an answer that comes too late is dropped. */
export function useRecordings(filter: RecordingFilter): Recordings {
  const key = JSON.stringify(filter);
  const [known, setKnown] = useState<Known>({ filter: key, ...NOTHING });
  const run = useRef(0);
  /** Taken out, also of a page that was asked for before. */
  const gone = useRef(new Set<string>());

  const fetchPage = useCallback(async (of: string, cursor?: string) => {
    const mine = ++run.current;
    try {
      const asked = JSON.parse(of) as RecordingFilter;
      const page = await recordingsApi.list(cursor === undefined ? asked : { ...asked, cursor });
      if (mine !== run.current) return;
      const { next, backTo } = page;
      const found = page.recordings.filter(({ sid }) => !gone.current.has(sid));
      setKnown(({ list = [] }) => ({ filter: of, list: [...list, ...found], next, backTo, loading: false }));
    } catch (reason) {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      if (mine === run.current) setKnown((was) => ({ ...was, filter: of, error, loading: false }));
    }
  }, []);

  const reload = useCallback(() => {
    setKnown({ filter: key, ...NOTHING });
    void fetchPage(key);
  }, [key, fetchPage]);
  useEffect(() => {
    reload();
    return () => {
      run.current++;
    };
  }, [reload]);

  const shown: Known = known.filter === key ? known : { filter: key, ...NOTHING };
  return {
    list: shown.list,
    error: shown.error,
    loading: shown.loading,
    more: shown.next !== null,
    backTo: shown.backTo,
    reload,
    loadMore() {
      if (shown.next === null || shown.loading) return;
      const { error: _error, ...rest } = shown;
      setKnown({ ...rest, loading: true });
      void fetchPage(key, shown.next);
    },
    drop(sids) {
      for (const sid of sids) gone.current.add(sid);
      setKnown((was) => ({ ...was, ...(was.list && { list: was.list.filter(({ sid }) => !sids.has(sid)) }) }));
    },
  };
}
