/**
 * What a JSON value looks like to somebody who took it for something else: `a list of 3 objects`, `the number 42`, `an object with "name",
 * "version" and 4 more keys`.
 */
export function describeJson(value: unknown): string {
  if (Array.isArray(value)) return describeList(value);
  if (typeof value === 'object' && value !== null) return describeObject(value as Readonly<Record<string, unknown>>);
  if (typeof value === 'string') return `the text ${JSON.stringify(shortened(value))}`;
  return typeof value === 'number' ? `the number ${value}` : `only ${value}`;
}

function describeList(list: readonly unknown[]): string {
  if (list.length === 0) return 'an empty list';
  const kinds = new Set(list.map(kindOf));
  const [kind] = kinds.size === 1 ? kinds : ['thing'];
  return `a list of ${list.length} ${kind}${list.length === 1 ? '' : 's'}`;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'object') return value === null ? 'thing' : 'object';
  return typeof value === 'number' ? 'number' : 'thing';
}

function describeObject(value: Readonly<Record<string, unknown>>): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  const shown = keys.slice(0, keys.length > SHOWN ? SHOWN - 1 : SHOWN).map((key) => JSON.stringify(shortened(key)));
  const more = keys.length - shown.length;
  const last = more > 0 ? `${more} more keys` : shown.pop();
  const listed = shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
  return `${isPackage(value) ? 'the package.json of a JavaScript package' : 'an object'} with ${listed}`;
}

/** Keys named one by one. */
const SHOWN = 4;

function isPackage({
  name,
  version,
  dependencies,
  devDependencies,
  scripts,
}: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof name === 'string' &&
    [dependencies, devDependencies, scripts].some((one) => typeof one === 'object') &&
    (version === undefined || typeof version === 'string')
  );
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}
