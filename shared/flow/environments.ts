/** The environment that always exists: what `/voice/<flow>` runs. */
export const LIVE = 'live';

/** Names of environments; they stand in webhook URLs: `/voice/<flow>~staging`. */
export const ENVIRONMENT_NAME = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** Values of an environment by the names that flows call them by; without its secrets. */
export type Environment = Readonly<Record<string, string>>;

/** Names of bindings: usable in templates, `env.salesNumber` and `secrets.crmKey`. */
export const BINDING_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** Roots of the templates that name what an environment holds. */
export const ENVIRONMENT_ROOTS: readonly string[] = ['env', 'secrets'];

/** What a binding stands for. A secret can only be written, never read back. */
export const BINDING_KINDS = ['number', 'url', 'text', 'queue', 'secret'] as const;

export type BindingKind = (typeof BINDING_KINDS)[number];

/** Caps on what environments hold. */
export const ENVIRONMENT_LIMITS = { environments: 20, bindings: 500, value: 4_000 } as const;

/** How templates read a binding: `env.sales`, or `secrets.key` for a secret. */
export function bindingPath(name: string, kind: BindingKind): string {
  return `${kind === 'secret' ? 'secrets' : 'env'}.${name}`;
}

/** ` in staging`, as the end of a name; nothing for `live`, which goes without saying. */
export function inEnvironment(environment: string): string {
  return environment === LIVE ? '' : ` in ${environment}`;
}

/** A value as it is kept: what people put around or between by habit is left out. */
export function tidyValue(kind: BindingKind, value: string): string {
  if (kind === 'secret' || kind === 'text') return value;
  const trimmed = value.trim();
  return kind === 'number' && /^\+?[\d\s().-]+$/.test(trimmed) ? trimmed.replace(/[\s().-]/g, '') : trimmed;
}

/** Why a value, as `tidyValue` gives it, does not suit its kind: a sentence that does not repeat it; undefined if it does. */
export function valueProblem(kind: BindingKind, value: string): string | undefined {
  if (value.length > ENVIRONMENT_LIMITS.value) return `The value has ${value.length} characters; at most 4000 fit.`;
  if (value === '') return 'The value is empty. To take a value away, unset it.';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not come in
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value)) return 'The value holds control characters.';
  return RULES[kind](value);
}

const RULES: Readonly<Record<BindingKind, (value: string) => string | undefined>> = {
  number: (value) =>
    /^\+[1-9]\d{6,14}$/.test(value) || /^\d{3,8}$/.test(value) || /^(?:client|sip):\S+$/.test(value)
      ? undefined
      : 'Expected a number such as +15550100199, a short code, or an address such as client:anna or sip:anna@example.com.',
  url: (value) =>
    /^(?:https?|wss?):\/\/[^/?#\s]+\S*$/.test(value)
      ? undefined
      : 'Expected a whole web address such as https://crm.example.com/api.',
  text: () => undefined,
  queue: (value) =>
    value.length <= 64 && !/[\r\n]/.test(value)
      ? undefined
      : 'Expected the name of a queue, at most 64 characters, or its SID.',
  // Shorter ones cannot be taken out again of what another server answers.
  secret: (value) => (value.length >= 4 ? undefined : 'Expected a secret of at least 4 characters.'),
};
