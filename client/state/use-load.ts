import { useCallback, useEffect, useRef, useState } from 'react';

/** Something fetched for a panel: what is known of it, why it failed, and a way to fetch it again. */
export interface Loaded<T> {
  /** Stays while it is fetched again. */
  readonly data: T | undefined;
  readonly error: Error | undefined;
  readonly loading: boolean;
  readonly reload: () => Promise<void>;
}

/**
 * Fetches when the panel opens and whenever `key` changes; an answer that comes too late is dropped.
 * @param key what the answer depends on; null fetches nothing
 */
export function useLoad<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; data?: T; error?: Error; loading: boolean }>({
    key: null,
    loading: key !== null,
  });
  const latest = useRef({ run: 0, load });
  latest.current.load = load;
  const reload = useCallback(async (): Promise<void> => {
    if (key === null) return;
    const run = ++latest.current.run;
    const settle = (part: { data?: T; error?: Error }) => {
      if (run === latest.current.run) setState((before) => ({ ...kept(before, key), ...part, key, loading: false }));
    };
    setState((before) => ({ ...kept(before, key), key, loading: true }));
    try {
      settle({ data: await latest.current.load() });
    } catch (error) {
      settle({ error: error instanceof Error ? error : new Error(String(error)) });
    }
  }, [key]);
  useEffect(() => {
    void reload();
    const current = latest.current;
    return () => {
      current.run++;
    };
  }, [reload]);
  const known = state.key === key ? state : undefined;
  return { data: known?.data, error: known?.error, loading: state.loading, reload };
}

/** Data of the same key stays while new data is on its way; an error does not. */
function kept<T>(before: { key: string | null; data?: T }, key: string): { data?: T } {
  return before.key === key && before.data !== undefined ? { data: before.data } : {};
}
