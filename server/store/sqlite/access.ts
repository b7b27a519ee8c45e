import type { Database } from 'better-sqlite3';
import type { AccessStore } from '../store.ts';

/** Hashes of cookies and tokens in SQLite. */
export function accessStore(db: Database): AccessStore {
  const addCookie = db.prepare('INSERT INTO cookies (hash, created_at, expires_at) VALUES (?, ?, ?)');
  const hasCookie = db.prepare('SELECT 1 FROM cookies WHERE hash = ? AND expires_at > ?').pluck();
  const removeCookie = db.prepare('DELETE FROM cookies WHERE hash = ?');
  const sweepCookies = db.prepare('DELETE FROM cookies WHERE expires_at <= ?');
  const addToken = db.prepare(
    'INSERT INTO tokens (hash, name, created_at) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET name = excluded.name',
  );
  const hasToken = db.prepare('SELECT 1 FROM tokens WHERE hash = ?').pluck();
  const countTokens = db.prepare<[], number>('SELECT count(*) FROM tokens').pluck();
  return {
    addCookie: async (cookie) => {
      sweepCookies.run(cookie.createdAt);
      addCookie.run(cookie.hash, cookie.createdAt, cookie.expiresAt);
    },
    hasCookie: async (hash, now) => hasCookie.get(hash, now) !== undefined,
    removeCookie: async (hash) => {
      removeCookie.run(hash);
    },
    addToken: async (token) => {
      addToken.run(token.hash, token.name, token.createdAt);
    },
    hasToken: async (hash) => hasToken.get(hash) !== undefined,
    countTokens: async () => countTokens.get() ?? 0,
  };
}
