/** Counts failures per sender and says when one has had enough. */
export interface FailureBuckets {
  /** Seconds until the sender may try again; 0 while it may. */
  wait(sender: string): number;
  fail(sender: string): void;
}

/** How many senders are remembered; the one that failed longest ago is forgotten first. */
const SENDERS = 10_000;

/**
 * @param limit failures allowed within the window
 * @param windowMs length of the window, counted from the first failure
 * @param now monotonic milliseconds
 */
export function createFailureBuckets(limit: number, windowMs: number, now: () => number): FailureBuckets {
  const buckets = new Map<string, { count: number; since: number }>();
  const current = (sender: string) => {
    const bucket = buckets.get(sender);
    if (bucket && now() - bucket.since < windowMs) return bucket;
    buckets.delete(sender);
    return undefined;
  };
  return {
    wait(sender) {
      const bucket = current(senderKey(sender));
      return bucket && bucket.count >= limit ? Math.ceil((bucket.since + windowMs - now()) / 1000) : 0;
    },
    fail(sender) {
      const key = senderKey(sender);
      const bucket = current(key);
      if (bucket) bucket.count++;
      else buckets.set(key, { count: 1, since: now() });
      const oldest = buckets.keys().next().value;
      if (buckets.size > SENDERS && oldest !== undefined) buckets.delete(oldest);
    },
  };
}

/** IPv4 addresses count one by one, also in their IPv6 form; an IPv6 sender owns at least a /64, so that is one bucket. */
export function senderKey(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (v4?.[1]) return v4[1];
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
