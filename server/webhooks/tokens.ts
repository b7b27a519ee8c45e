import { randomFillSync } from 'node:crypto';

/** Makes one-time tokens of 128 random bits, URL-safe; randomness is fetched for many at once. */
export function tokenSource(): () => string {
  const pool = Buffer.alloc(TOKEN_BYTES * 256);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const token = pool.toString('base64url', used, used + TOKEN_BYTES);
    pool.fill(0, used, used + TOKEN_BYTES);
    used += TOKEN_BYTES;
    return token;
  };
}

const TOKEN_BYTES = 16;
