import { Tag, type Template, TypeGuards, Value } from 'liquidjs';
import { TEMPLATE_LIMITS } from './limits.ts';
import { NameScope } from './name-scope.ts';
import { hasTemplate, parseExpression, parseTemplate } from './template.ts';

/** A place in a template where a variable is named, by its first name: `order` of `order.items[0]`. */
export interface NamePlace {
  readonly name: string;
  /** Indices of the name in the text; in `["order"]` those between the quotes. */
  readonly start: number;
  readonly end: number;
  /** Names up to the first that is no plain name: `['order', 'items']`. */
  readonly path: readonly string[];
  /** Whether it gives the template a variable of its own (`assign`, `capture`) rather than reads one. */
  readonly binds: boolean;
  /**
   * Which variable it is: one from outside of the template, one of the template's own, one of a loop, or – behind an `assign`
   * that is not always passed – either of the first two.
   */
  readonly means: 'outer' | 'own' | 'loop' | 'either';
}

/** What a template names; undefined where the text is no template. Names that only the call knows, as in `[x]`, are not there. */
export interface TemplateNames {
  readonly places: readonly NamePlace[];
  /** Names of its loop variables. */
  readonly loops: ReadonlySet<string>;
}

/**
 * Every place in a text where a variable is named, in the order they come; undefined where the text is no template. Kept: a flow
 * is looked through again and again, and nearly all of its texts stay the same.
 */
export function templateNames(text: string): TemplateNames | undefined {
  if (!hasTemplate(text)) return NO_NAMES;
  if (known.has(text)) return known.get(text);
  const names = readNames(text);
  if (known.size >= TEMPLATE_LIMITS.cached) known.clear();
  known.set(text, names);
  return names;
}

const NO_NAMES: TemplateNames = { places: [], loops: new Set() };
const known = new Map<string, TemplateNames | undefined>();

function readNames(text: string): TemplateNames | undefined {
  const parsed = parseTemplate(text);
  if ('error' in parsed) return undefined;
  const reader = new NameReader();
  reader.read(parsed.templates, new NameScope());
  return { places: reader.places.sort((a, b) => a.start - b.start), loops: reader.loops };
}

/**
 * Variables a template reads that it does not set itself, as paths: `company`, `call.From`, `blocks.menu.Digits`.
 * A text that does not parse uses nothing.
 */
export function templateUses(text: string): readonly string[] {
  const outer = templateNames(text)?.places.filter(({ binds, means }) => !binds && isOuter(means)) ?? [];
  return [...new Set(outer.map(({ path }) => path.join('.')))];
}

/** Whether what is read may come from outside of the template. */
export function isOuter(means: NamePlace['means']): boolean {
  return means === 'outer' || means === 'either';
}

/** Tags as Liquid parses them, as far as names go. */
type Parts = Template & {
  readonly templates?: Template[];
  readonly elseTemplates?: Template[];
  readonly branches?: readonly { readonly templates: Template[] }[];
  readonly variable?: unknown;
};

/** Walks a template as it runs, since `assign` counts from where it stands. */
class NameReader {
  readonly places: NamePlace[] = [];
  readonly loops = new Set<string>();

  read(templates: readonly Template[], scope: NameScope): void {
    for (const template of templates) this.template(template, scope);
  }

  private template(template: Parts, scope: NameScope): void {
    for (const argument of template.arguments?.() ?? []) this.argument(argument, scope, 0);
    const name = template instanceof Tag ? template.name : '';
    if (name === 'for' || name === 'tablerow') this.loop(template, scope);
    else if (name === 'case') this.optional(template, scope);
    else if (template.branches) this.alternatives(template, scope);
    else if (template.templates) this.read(template.templates, scope);
    for (const bound of template.localScope?.() ?? []) this.bind(bound, scope, name);
  }

  /** `increment` counts the variable from outside, if that is a number, whatever the template has assigned. */
  private bind(token: Token, scope: NameScope, tag: string): void {
    const counts = tag === 'increment' || tag === 'decrement';
    if (!counts) scope.assign(token.content);
    this.add(token, [token.content], counts ? 'outer' : 'own', !counts, 0);
  }

  private loop(tag: Parts, scope: NameScope): void {
    const names = [...(tag.blockScope?.() ?? [])];
    for (const name of names) this.loops.add(name);
    const around = scope.copy();
    // What one round assigns, the next may read.
    scope.mayAssign(assignedIn(tag.templates ?? []));
    this.read(tag.templates ?? [], scope.inside(names));
    this.read(tag.elseTemplates ?? [], around);
    scope.meet([around]);
  }

  /** Of `if` one branch is taken, or none. */
  private alternatives(tag: Parts, scope: NameScope): void {
    const ways = (tag.branches ?? []).map(({ templates }) => this.branch(templates, scope));
    const otherwise = this.branch(tag.elseTemplates ?? [], scope);
    scope.become([...ways, otherwise]);
  }

  /** Of `case` every branch is taken whose value is met, one after another. */
  private optional(tag: Parts, scope: NameScope): void {
    for (const templates of [...(tag.branches ?? []).map((one) => one.templates), tag.elseTemplates ?? []]) {
      scope.meet([this.branch(templates, scope)]);
    }
  }

  private branch(templates: readonly Template[], scope: NameScope): NameScope {
    const inside = scope.copy();
    this.read(templates, inside);
    return inside;
  }

  private argument(argument: unknown, scope: NameScope, offset: number): void {
    if (argument instanceof Value) {
      this.expression(argument, scope, offset);
    } else if (TypeGuards.isRangeToken(argument)) {
      this.argument(argument.lhs, scope, offset);
      this.argument(argument.rhs, scope, offset);
    } else if (TypeGuards.isFilteredValueToken(argument)) {
      this.expression(argument, scope, offset);
    } else if (TypeGuards.isPropertyAccessToken(argument)) {
      this.access(argument, scope, offset);
    }
  }

  private expression({ initial, filters }: Expression, scope: NameScope, offset: number): void {
    for (const token of initial.postfix) this.argument(token, scope, offset);
    for (const { name, args } of filters) {
      for (const arg of args) this.argument(Array.isArray(arg) ? arg[1] : arg, scope, offset);
      if (name.endsWith('_exp')) this.quotedExpression(args, scope, offset);
    }
  }

  /** `where_exp: "item", "item.company == company"` holds an expression in its quotes. */
  private quotedExpression(args: readonly unknown[], scope: NameScope, offset: number): void {
    const [item, quoted] = args;
    if (!TypeGuards.isQuotedToken(item) || !TypeGuards.isQuotedToken(quoted)) return;
    // Where the quotes hold escaped characters, places in it cannot be told.
    if (quoted.content.length !== quoted.end - quoted.begin - 2) return;
    this.loops.add(item.content);
    // What is no expression fails when the text is rendered, with a note then.
    this.argument(parseExpression(quoted.content), scope.inside([item.content]), offset + quoted.begin + 1);
  }

  private access({ variable, props }: Access, scope: NameScope, offset: number): void {
    this.argument(variable, scope, offset);
    for (const prop of props) this.argument(prop, scope, offset);
    const [root] = props;
    if (variable || !root || !(TypeGuards.isWordToken(root) || TypeGuards.isQuotedToken(root))) return;
    const path: string[] = [];
    for (const prop of props) {
      if (!TypeGuards.isWordToken(prop) && !TypeGuards.isQuotedToken(prop)) break;
      path.push(prop.content);
    }
    this.add(root, path, scope.meaning(root.content), false, offset);
  }

  private add(token: Token, path: readonly string[], means: NamePlace['means'], binds: boolean, offset: number): void {
    const quote = TypeGuards.isQuotedToken(token) ? 1 : 0;
    const start = offset + token.begin + quote;
    this.places.push({ name: token.content, start, end: offset + token.end - quote, path, binds, means });
  }
}

type Token = { readonly begin: number; readonly end: number; readonly content: string };
type Access = { readonly variable: unknown; readonly props: readonly unknown[] };
interface Expression {
  readonly initial: { readonly postfix: readonly unknown[] };
  readonly filters: readonly { readonly name: string; readonly args: readonly unknown[] }[];
}

function assignedIn(templates: readonly Template[]): string[] {
  return (templates as readonly Parts[]).flatMap((template) => {
    const below = [...(template.templates ?? []), ...(template.elseTemplates ?? [])];
    const branches = (template.branches ?? []).flatMap((branch) => branch.templates);
    const counts = template instanceof Tag && (template.name === 'increment' || template.name === 'decrement');
    const own = counts ? [] : [...(template.localScope?.() ?? [])].map(({ content }) => content);
    return [...own, ...assignedIn([...below, ...branches])];
  });
}
