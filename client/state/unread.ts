import { useEffect } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { voicemailsApi } from '../api/voicemails.ts';
import { usePolling } from './use-polling.ts';

/** How many messages in the inbox are new; 0 while that is not known. */
export const unreadStore = createStore<{ readonly unread: number }>()(() => ({ unread: 0 }));

/** Between two looks. */
const LOOK_MS = 30_000;

async function look(): Promise<void> {
  unreadStore.setState({ unread: await voicemailsApi.unread() });
}

/** The number of new messages, looked at again and again. */
export function useUnread(): number {
  const unread = useStore(unreadStore, (state) => state.unread);
  useEffect(() => {
    // Who is not logged in learns it from the page; nobody misses the number.
    void look().catch(() => {});
  }, []);
  usePolling(look, LOOK_MS);
  return unread;
}
