import { signingOrder } from '../twilio/signature.ts';
import { type Pattern, patternOf } from './schema.ts';

/** What only depends on a form's parameter names. */
export class Shape {
  readonly names: readonly string[];
  /** Positions of the names in the order the signature takes them. */
  readonly order: readonly number[];
  /** A known parameter that appears more than once. */
  readonly repeated: string | undefined;
  readonly #checks: readonly Check[];
  /** Where each name appears first. */
  readonly #firsts: readonly number[];
  readonly #Parameters = parametersClass();

  constructor(names: readonly string[]) {
    const patterns = names.map(patternOf);
    this.names = names;
    this.order = signingOrder(names);
    this.repeated = names.find((name, at) => patterns[at] && names.indexOf(name) !== at);
    this.#checks = patterns.flatMap((pattern, at) => (pattern ? [{ at, pattern }] : []));
    this.#firsts = names.flatMap((name, at) => (names.indexOf(name) === at ? [at] : []));
  }

  /** A known parameter whose value does not look as documented. */
  wrong(values: readonly string[]): string | undefined {
    for (const { at, pattern } of this.#checks) if (!pattern.test(values[at] as string)) return this.names[at];
    return undefined;
  }

  /** First value of each name, on an object that inherits nothing. */
  parameters(values: readonly string[]): Record<string, string> {
    const { names } = this;
    const parameters = new this.#Parameters();
    for (const at of this.#firsts) parameters[names[at] as string] = values[at] as string;
    return parameters;
  }
}

interface Check {
  readonly at: number;
  readonly pattern: Pattern;
}

/**
 * Instances stay fast objects, which `Object.create(null)` would not, and still inherit nothing, not even `__proto__`. Each
 * shape has a class of its own, so that its objects grow along one path.
 */
function parametersClass(): new () => Record<string, string> {
  const Parameters = class {} as { new (): Record<string, string>; prototype: object };
  Object.setPrototypeOf(Parameters.prototype, null);
  Reflect.deleteProperty(Parameters.prototype, 'constructor');
  return Parameters;
}
