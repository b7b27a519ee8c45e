import type { Json } from '../flow/types.ts';

/**
 * A short text that is the same for the same value, whatever the order of its keys: 11 characters of 53 bits. It tells whether
 * an original is still the one that was translated; against people who would forge one it is no help.
 */
export function fingerprint(value: Json): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const character of canonical(value)) {
    const code = character.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const bits = 4294967296 * (2097151 & low) + (high >>> 0);
  return bits.toString(36).padStart(11, '0');
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
