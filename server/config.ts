import { resolve } from 'node:path';

/** Everything that can be set from outside; the only place that knows the environment's names. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** Without a trailing slash; null when unset. */
  readonly publicBaseUrl: string | null;
  readonly twilio: {
    readonly accountSid: string | null;
    readonly authToken: string | null;
    readonly apiKeySid: string | null;
    readonly apiKeySecret: string | null;
  };
  /** Where Twilio's REST API is asked instead of at Twilio, without a trailing slash; null means at Twilio. */
  readonly twilioApiUrl: string | null;
  /** Hosts of one's own that flows may ask, `host` or `host:port`; all others must be on the internet. */
  readonly allowHosts: readonly string[];
  /** Bearer token for machines. */
  readonly token: string | null;
  /** What stored secrets are encrypted with; null means a key file in the data directory. */
  readonly secret: string | null;
  readonly logLevel: string;
}

/** One variable of the environment, for `patchcord serve --help`, the README and `readConfig`. */
export interface ConfigVariable {
  readonly name: string;
  readonly about: string;
  readonly default?: string;
  /** Never printed. */
  readonly secret?: boolean;
  /** A sentence that says what is wrong with a value, or undefined. */
  readonly check?: (value: string) => string | undefined;
}

/** The environment, or a set of values standing in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What readConfig found wrong; `problems` has one sentence for each variable. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Every variable Patchcord reads. */
export const CONFIG_VARIABLES: readonly ConfigVariable[] = [
  { name: 'PORT', default: '3000', about: 'Port to listen on; 0 takes any free one.', check: checkPort },
  {
    name: 'HOST',
    default: '127.0.0.1',
    about: 'Address to listen on; 0.0.0.0 for every interface, as in a container.',
  },
  { name: 'DATA_DIR', default: './data', about: 'Folder of the database and the key file.' },
  {
    name: 'PUBLIC_BASE_URL',
    about:
      'Address at which Twilio reaches this server, e.g. https://calls.example.com. Signatures are checked against it.',
    check: checkPublicUrl,
  },
  {
    name: 'TWILIO_ACCOUNT_SID',
    about: 'Account whose numbers can be pointed at flows (AC…).',
    check: checkSid('AC'),
  },
  { name: 'TWILIO_AUTH_TOKEN', secret: true, about: 'Auth token of the account; webhook signatures are made with it.' },
  {
    name: 'TWILIO_API_KEY_SID',
    about: 'API key to reach the account with, instead of the auth token (SK…).',
    check: checkSid('SK'),
  },
  { name: 'TWILIO_API_KEY_SECRET', secret: true, about: 'Secret of the API key.' },
  {
    name: 'TWILIO_API_URL',
    about:
      'For trials and tests: where REST requests go instead of Twilio. https://api.twilio.com/x is then asked at <this>/api.twilio.com/x.',
    check: checkPublicUrl,
  },
  {
    name: 'PATCHCORD_TOKEN',
    secret: true,
    about: 'Bearer token for machines (at least 16 characters), valid while it is set.',
    check: checkLength(16),
  },
  {
    name: 'PATCHCORD_SECRET',
    secret: true,
    about:
      'Key material (at least 32 characters) for secrets kept in the database, instead of the key file in DATA_DIR.',
    check: checkLength(32),
  },
  {
    name: 'PATCHCORD_ALLOW_HOSTS',
    about:
      'Hosts of your own network that flows may send requests to, e.g. crm.internal, 10.0.0.5:8080. All others must be on the internet.',
    check: checkHosts,
  },
  {
    name: 'LOG_LEVEL',
    default: 'info',
    about: `How much is logged: ${LOG_LEVELS.join(', ')}.`,
    check: (value) =>
      LOG_LEVELS.includes(value) ? undefined : `is "${value}"; expected one of ${LOG_LEVELS.join(', ')}`,
  },
];

/**
 * Reads and checks the configuration.
 *
 * @param env the environment, or values standing in for it; empty values count as unset
 * @throws ConfigError naming every variable that is wrong
 */
export function readConfig(env: Environment = environment()): Config {
  const problems: string[] = [];
  const values = new Map<string, string>();
  for (const variable of CONFIG_VARIABLES) {
    const value = env[variable.name]?.trim() || variable.default;
    if (value === undefined) continue;
    const problem = variable.check?.(value);
    if (problem) problems.push(`${variable.name} ${problem}.`);
    else values.set(variable.name, value);
  }
  const has = (name: string) => Boolean(env[name]?.trim());
  if (has('TWILIO_API_KEY_SID') !== has('TWILIO_API_KEY_SECRET')) {
    problems.push('TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET belong together; only one of them is set.');
  }
  if (has('TWILIO_API_KEY_SID') && !has('TWILIO_ACCOUNT_SID')) {
    problems.push('TWILIO_API_KEY_SID is set without TWILIO_ACCOUNT_SID, the account the key belongs to.');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return build((name) => values.get(name) ?? null);
}

/** The process's environment. */
export function environment(): Environment {
  return process.env;
}

/**
 * Says what is wrong with a public base URL: http or https, a host, perhaps a path, nothing else.
 *
 * @returns the end of a sentence, or undefined when nothing is wrong
 */
export function checkPublicUrl(value: string): string | undefined {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    return `is "${value}"; expected an address such as https://calls.example.com`;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return `starts with ${url.protocol}//; expected https:// (or http:// for a trial)`;
  }
  if (url.username || url.password) return 'holds a user name or password; expected none';
  if (url.search || url.hash) return 'holds a query or fragment; expected none';
  if (url.pathname.includes('//')) return 'holds two slashes in a row; expected one address and at most a path';
  return undefined;
}

/** A checked public URL as links are made of it: no trailing slash. */
export function normalisePublicUrl(value: string): string {
  return new URL(value).href.replace(/\/+$/, '');
}

function build(value: (name: string) => string | null): Config {
  const publicUrl = value('PUBLIC_BASE_URL');
  const apiUrl = value('TWILIO_API_URL');
  return {
    port: Number(value('PORT')),
    host: value('HOST') ?? '127.0.0.1',
    dataDir: resolve(value('DATA_DIR') ?? './data'),
    publicBaseUrl: publicUrl === null ? null : normalisePublicUrl(publicUrl),
    twilio: {
      accountSid: value('TWILIO_ACCOUNT_SID'),
      authToken: value('TWILIO_AUTH_TOKEN'),
      apiKeySid: value('TWILIO_API_KEY_SID'),
      apiKeySecret: value('TWILIO_API_KEY_SECRET'),
    },
    twilioApiUrl: apiUrl === null ? null : normalisePublicUrl(apiUrl),
    allowHosts: (value('PATCHCORD_ALLOW_HOSTS') ?? '').split(/[\s,]+/).filter((host) => host !== ''),
    token: value('PATCHCORD_TOKEN'),
    secret: value('PATCHCORD_SECRET'),
    logLevel: value('LOG_LEVEL') ?? 'info',
  };
}

function checkHosts(value: string): string | undefined {
  const hosts = value.split(/[\s,]+/).filter((host) => host !== '');
  const wrong = hosts.find((host) => !/^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(:\d{1,5})?$/i.test(host));
  return wrong && `names "${wrong}"; expected hosts such as crm.internal or 10.0.0.5:8080, with commas in between`;
}

function checkPort(value: string): string | undefined {
  const ok = /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
  return ok ? undefined : `is "${value}"; expected a port from 0 to 65535`;
}

function checkSid(prefix: string): (value: string) => string | undefined {
  const pattern = new RegExp(`^${prefix}[0-9a-fA-F]{32}$`);
  return (value) => (pattern.test(value) ? undefined : `is "${value}"; expected ${prefix} and 32 hexadecimal digits`);
}

function checkLength(least: number): (value: string) => string | undefined {
  return (value) =>
    value.length >= least ? undefined : `has ${value.length} characters; expected at least ${least}, made at random`;
}
