import { splitFragment } from './url.ts';

/** How a webhook is tried, as its URL's fragment says. https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export interface ConnectionOverrides {
  /** Retries after the first try, 0 to 5. */
  readonly retries: number;
  readonly policy: ReadonlySet<RetryReason>;
  /** Milliseconds until a connection stands. */
  readonly connect: number;
  /** Milliseconds until an answer is there. */
  readonly read: number;
  /** Milliseconds for everything, retries and redirects included. */
  readonly total: number;
  /** What Twilio's debugger says of the fragment; the defaults count instead. */
  readonly problems: readonly { readonly code: number; readonly message: string }[];
}

export type RetryReason = '4xx' | '5xx' | 'ct' | 'rt';

/** @param url with its fragment; unknown keys and bad values count as absent */
export function connectionOverrides(url: string): ConnectionOverrides {
  const { fragment } = splitFragment(url);
  return fragment === '' ? DEFAULTS : read(fragment);
}

function read(fragment: string): ConnectionOverrides {
  const given = new Map<string, string>();
  // Twilio's examples join pairs with `&`; its changelog also shows a `#` before each.
  for (const pair of fragment.split(/[&#]/)) {
    const at = pair.indexOf('=');
    if (at > 0) given.set(pair.slice(0, at), pair.slice(at + 1));
  }
  const number = (key: string, least: number, most: number, otherwise: number): number => {
    const value = Number(given.get(key) || Number.NaN);
    return Number.isInteger(value) && value >= least && value <= most ? value : otherwise;
  };
  const policy = list(given.get('rp'));
  const edges = list(given.get('e'));
  return {
    retries: number('rc', 0, 5, 1),
    policy: policyOf(policy),
    connect: number('ct', 100, 10_000, 5_000),
    read: number('rt', 100, 15_000, 15_000),
    total: number('tt', 100, 15_000, 15_000),
    problems: [
      ...unknown(policy, POLICIES, 11243, 'HTTP retry policy is invalid'),
      ...unknown(edges, EDGES, 11240, 'HTTP connection edge location is invalid'),
    ],
  };
}

const REASONS: readonly RetryReason[] = ['4xx', '5xx', 'ct', 'rt'];
const POLICIES: ReadonlySet<string> = new Set([...REASONS, 'all']);

/** https://www.twilio.com/docs/global-infrastructure/edge-locations */
const EDGES: ReadonlySet<string> = new Set([
  ...['ashburn', 'dublin', 'frankfurt', 'sao-paulo', 'singapore', 'sydney', 'tokyo', 'umatilla'],
  ...['ashburn-ix', 'frankfurt-ix', 'london-ix', 'san-jose-ix', 'singapore-ix'],
]);

function policyOf(named: readonly string[]): ReadonlySet<RetryReason> {
  if (named.includes('all')) return new Set(REASONS);
  const known = REASONS.filter((reason) => named.includes(reason));
  return known.length > 0 ? new Set(known) : CONNECTING;
}

const CONNECTING: ReadonlySet<RetryReason> = new Set<RetryReason>(['ct']);

const DEFAULTS = read('');

function list(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',');
}

function unknown(given: readonly string[], known: ReadonlySet<string>, code: number, what: string) {
  const wrong = given.filter((one) => !known.has(one));
  return wrong.length === 0 ? [] : [{ code, message: `${what}: "${wrong.join(',').slice(0, 100)}".` }];
}
