import type { Database } from 'better-sqlite3';
import type { AccessStore } from '../store.ts';

/** Hashes of cookies in SQLite. */
export function accessStore(db: Database): AccessStore {
  const addCookie = db.prepare('INSERT INTO cookies (hash, created_at, expires_at) VALUES (?, ?, ?)');
  const hasCookie = db.prepare('SELECT 1 FROM cookies WHERE hash = ? AND expires_at > ?').pluck();
  const removeCookie = db.prepare('DELETE FROM cookies WHERE hash = ?');
  const sweepCookies = db.prepare('DELETE FROM cookies WHERE expires_at <= ?');
  return {
    addCookie: async (cookie) => {
      sweepCookies.run(cookie.createdAt);
      addCookie.run(cookie.hash, cookie.createdAt, cookie.expiresAt);
    },
    hasCookie: async (hash, now) => hasCookie.get(hash, now) !== undefined,
    removeCookie: async (hash) => {
      removeCookie.run(hash);
    },
  };
}
