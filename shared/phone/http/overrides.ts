import { splitFragment } from './url.ts';

/** How a webhook is tried, as its URL's fragment says. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export interface ConnectionOverrides {
  /** Retries after the first try, 0 to 5. */
  readonly retries: number;
  readonly policy: ReadonlySet<RetryReason>;
  /** Milliseconds. */
  readonly connect: number;
  readonly total: number;
}

export type RetryReason = '4xx' | '5xx' | 'ct' | 'rt';

/** @param url with its fragment; unknown keys and bad values count as absent */
export function connectionOverrides(url: string): ConnectionOverrides {
  const given = new Map<string, string>();
  for (const pair of splitFragment(url).fragment.split('&')) {
    const at = pair.indexOf('=');
    if (at > 0) given.set(pair.slice(0, at), pair.slice(at + 1));
  }
  const number = (key: string, least: number, most: number, otherwise: number): number => {
    const value = Number(given.get(key) ?? Number.NaN);
    return Number.isInteger(value) && value >= least && value <= most ? value : otherwise;
  };
  const read = number('rt', 100, 15_000, 15_000);
  return {
    retries: number('rc', 0, 5, 1),
    policy: policyOf(given.get('rp')),
    connect: number('ct', 100, 10_000, 5_000),
    total: Math.min(read, number('tt', 100, 15_000, 15_000)),
  };
}

const REASONS: readonly RetryReason[] = ['4xx', '5xx', 'ct', 'rt'];

function policyOf(text = 'ct'): ReadonlySet<RetryReason> {
  const named = text.split(',');
  if (named.includes('all')) return new Set(REASONS);
  const known = REASONS.filter((reason) => named.includes(reason));
  return new Set(known.length > 0 ? known : ['ct']);
}
