import { useCallback, useEffect, useRef, useState } from 'react';
import type { VoicemailListView, VoicemailView } from '../../shared/api/voicemails.ts';
import { type VoicemailFilter, voicemailsApi } from '../api/voicemails.ts';
import { unreadStore } from '../state/unread.ts';
import { usePolling } from '../state/use-polling.ts';

/** Messages that were fetched so far, latest first. */
export interface Inbox {
  /** Undefined until the first page is there. */
  readonly list: readonly VoicemailView[] | undefined;
  /** Boxes that have messages. */
  readonly boxes: readonly string[];
  readonly error: Error | undefined;
  readonly loading: boolean;
  readonly more: boolean;
  loadMore(): void;
  reload(): void;
  /** @throws ApiFailure */
  mark(sids: readonly string[], heard: boolean): Promise<void>;
  /** Takes some out of the list. */
  drop(sids: readonly string[]): void;
}

interface Known {
  readonly filter: string;
  readonly list?: readonly VoicemailView[];
  readonly boxes: readonly string[];
  readonly next: string | null;
  readonly error?: Error;
  readonly loading: boolean;
}

const PAGE = 50;
/** Between two looks for new messages. */
const LOOK_MS = 15_000;

/** Fetches page by page; another filter begins anew, and an answer that comes too late is dropped. */
export function useInbox(filter: VoicemailFilter): Inbox {
  const key = JSON.stringify(filter);
  const [known, setKnown] = useState<Known>({ filter: key, boxes: [], next: null, loading: true });
  const run = useRef(0);

  const fetchPage = useCallback(async (of: string, cursor?: string, limit = PAGE) => {
    const mine = ++run.current;
    try {
      const asked = JSON.parse(of) as VoicemailFilter;
      const page = await voicemailsApi.list({ ...asked, limit, ...(cursor !== undefined && { cursor }) });
      if (mine === run.current) setKnown((was) => taken(was, of, page, cursor !== undefined));
    } catch (reason) {
      const error = reason instanceof Error ? reason : new Error(String(reason));
      if (mine === run.current) setKnown((was) => ({ ...was, filter: of, error, loading: false }));
    }
  }, []);

  const reload = useCallback(() => {
    setKnown(({ boxes }) => ({ filter: key, boxes, next: null, loading: true }));
    void fetchPage(key);
  }, [key, fetchPage]);
  useEffect(() => {
    reload();
    return () => {
      run.current++;
    };
  }, [reload]);

  const shown: Known = known.filter === key ? known : { ...NOTHING, filter: key, boxes: known.boxes };
  const count = shown.list?.length ?? 0;
  // What came since; as many as are shown, so that nothing jumps.
  const look = useCallback(async () => {
    if (count <= AT_ONCE) await fetchPage(key, undefined, Math.max(count, PAGE));
  }, [key, count, fetchPage]);
  usePolling(look, shown.loading ? null : LOOK_MS);

  return {
    list: shown.list,
    boxes: shown.boxes,
    error: shown.error,
    loading: shown.loading,
    more: shown.next !== null,
    reload,
    loadMore() {
      if (shown.next === null || shown.loading) return;
      const { error: _error, ...rest } = shown;
      setKnown({ ...rest, loading: true });
      void fetchPage(key, shown.next);
    },
    async mark(sids, heard) {
      const { unread } = await voicemailsApi.mark({ sids: [...sids], heard });
      unreadStore.setState({ unread });
      // A look that is under way does not know it yet.
      run.current++;
      const heardAt = heard ? Date.now() : null;
      setKnown((was) => changed(was, sids, (one) => ({ ...one, heardAt })));
    },
    drop(sids) {
      run.current++;
      setKnown((was) => ({ ...was, ...(was.list && { list: was.list.filter(({ sid }) => !sids.includes(sid)) }) }));
      void voicemailsApi.unread().then(
        (unread) => unreadStore.setState({ unread }),
        () => undefined,
      );
    },
  };
}

const NOTHING = { next: null, loading: true } as const;
/** Most that one request may ask for. */
const AT_ONCE = 100;

function taken(was: Known, filter: string, page: VoicemailListView, further: boolean): Known {
  unreadStore.setState({ unread: page.unread });
  const list = further ? [...(was.list ?? []), ...page.voicemails] : page.voicemails;
  return { filter, list, boxes: page.boxes, next: page.next, loading: false };
}

function changed(was: Known, sids: readonly string[], change: (one: VoicemailView) => VoicemailView): Known {
  if (!was.list) return was;
  return { ...was, loading: false, list: was.list.map((one) => (sids.includes(one.sid) ? change(one) : one)) };
}
