import type { StepNote, StepResult } from '../block.ts';
import type { Render } from '../fields/field.ts';
import { type Environment, LIVE } from '../flow/environments.ts';
import type { Json } from '../flow/types.ts';
import { bindingsIn } from '../template/bindings.ts';
import { compileTemplate, type TemplateScope } from '../template/template.ts';
import type { CompiledBlock, CompiledFlow } from './compile.ts';
import { pathOf } from './inside.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { EngineServices, Session } from './types.ts';
import { written } from './written.ts';

/** Variables and results of a call while a turn runs; the session it began with is never touched. */
export class Memory {
  private ends = 0;
  private variables: Readonly<Record<string, Json>>;
  private results: Session['results'];
  private known: TemplateScope | undefined;
  /** The flow that was asked, and the one whose blocks run: itself, or one that it calls. */
  private root: CompiledFlow;
  private spoken: CompiledFlow;
  /** Language of the call; undefined where that is the flow's own. */
  private language: string | undefined;

  constructor(
    flow: CompiledFlow,
    private readonly session: Session,
    private readonly services: Pick<EngineServices, 'now' | 'env'>,
  ) {
    this.beginTime();
    this.language = session.language;
    this.root = session.language === undefined ? flow : flow.inLanguage(session.language);
    this.spoken = this.root;
    this.variables = session.variables;
    this.results = session.results;
  }

  /** The flow whose blocks run, in the language that the call goes on in. */
  get flow(): CompiledFlow {
    return this.spoken;
  }

  /** A block, wherever it is. What runs from here on sees the variables of the flow that it belongs to. */
  find(id: string): CompiledBlock | undefined {
    const here = this.spoken.blocks.get(id);
    if (here) return here;
    const path = pathOf(id);
    const flow = path === '' ? this.root : this.inside(path);
    const block = flow?.blocks.get(id);
    if (!flow || !block) return undefined;
    this.spoken = flow;
    this.known = undefined;
    return block;
  }

  /** The flow that a block calls, as it runs there. */
  inside(path: string): CompiledFlow | undefined {
    return this.root.inside(path, this.language ?? this.root.languages[0]);
  }

  /** Begins a called flow: nothing is left of when it ran before. @param values its variables by name */
  begin(path: string, values: Readonly<Record<string, Json>>): void {
    this.forget(path);
    this.variables = { ...this.variables, ...placed(values, path) };
  }

  /** Ends a called flow. @returns its variables by name */
  end(path: string): Readonly<Record<string, Json>> {
    const values = below(this.variables, path);
    this.forget(path);
    return values;
  }

  private forget(path: string): void {
    this.variables = without(this.variables, path);
    this.results = without(this.results, path);
    this.known = undefined;
  }

  /** The turn has all its time again: while something was performed nobody waited for it. */
  beginTime(): void {
    this.ends = this.services.now() + ENGINE_LIMITS.turnMilliseconds;
  }

  /** @throws Error once the turn has taken too long, since everybody else's turn waits for it */
  checkTime(): void {
    if (this.services.now() > this.ends)
      throw new Error(`the turn took more than ${ENGINE_LIMITS.turnMilliseconds} ms`);
  }

  /** Takes over what a block's step sets. @param notes gets what could not be taken over */
  apply(block: string, result: StepResult, notes: StepNote[]): void {
    if (!result.set && !result.results && result.language === undefined) return;
    if (result.language !== undefined) this.speak(result.language);
    const { path } = this.spoken;
    if (result.set) {
      const current = (name: string) => this.variables[path === '' ? name : `${path}.${name}`];
      const set = written(this.spoken, result.set, current, notes);
      this.variables = { ...this.variables, ...(path === '' ? set : placed(set, path)) };
    }
    if (result.results) this.results = { ...this.results, [block]: result.results };
    this.known = undefined;
  }

  private speak(language: string): void {
    if (!this.spoken.languages.includes(language)) return;
    this.language = language === this.root.languages[0] ? undefined : language;
    this.root = this.root.inLanguage(language);
    const { path } = this.spoken;
    this.spoken = (path === '' ? undefined : this.inside(path)) ?? this.root;
  }

  /** What templates see: the variables by name, `call` (or `message`), `blocks`, `flow` and `env`. */
  scope(): TemplateScope {
    const { path } = this.spoken;
    this.known ??= {
      // First: a flow that was published before there were environments may have a variable of that name.
      env: this.services.env?.(this.session.environment ?? LIVE) ?? NOTHING,
      ...(path === '' ? this.variables : below(this.variables, path)),
      [this.session.channel === 'voice' ? 'call' : 'message']: this.session.call,
      blocks: path === '' ? this.results : below(this.results, path),
      flow: { name: this.spoken.name, language: this.spoken.language ?? this.spoken.languages[0] },
    };
    return this.known;
  }

  /**
   * Renders templates against this memory; failures print nothing and are added to `notes`. Throws once the turn has taken
   * too long, since everybody else's turn waits for it.
   */
  renderer(notes: StepNote[]): Render {
    return (text, options) => {
      const template = compileTemplate(text);
      if (template.constant !== undefined) return template.constant;
      this.checkTime();
      const typed = this.spoken.settings.typedVariables === true;
      const rendered = template.render(this.scope(), typed ? { ...options, data: true } : options);
      if (text.includes('env')) notes.push(...this.missing(text));
      if (rendered.error !== undefined) {
        notes.push({
          code: 'template-failed',
          message: `The text "${text.length > 60 ? `${text.slice(0, 60)}…` : text}" could not be rendered: ${rendered.error}`,
        });
      }
      return rendered.text;
    };
  }

  /** Notes on what a template reads of the environment and is not there. */
  private missing(text: string): readonly StepNote[] {
    const env = this.scope().env as Environment;
    const where = this.session.environment ?? LIVE;
    return bindingsIn(text)
      .filter((name) => typeof env === 'object' && !Object.hasOwn(env, name))
      .map((name) => ({
        code: 'no-binding',
        message: `"${name}" has no value in the environment "${where}"; it prints nothing.`,
      }));
  }

  /** What a block's step gave so far, if it ran. */
  resultsOf(block: string): Readonly<Record<string, Json>> | undefined {
    return Object.hasOwn(this.results, block) ? this.results[block] : undefined;
  }

  values(): Pick<Session, 'variables' | 'results' | 'language'> {
    const { variables, results, language } = this;
    return language === undefined ? { variables, results } : { variables, results, language };
  }
}

/** Entries of the flow at `path` itself, by their own names. */
function below<T>(all: Readonly<Record<string, T>>, path: string): Readonly<Record<string, T>> {
  const own: Record<string, T> = {};
  for (const key in all) {
    if (pathOf(key) === path) own[key.slice(path.length + 1)] = all[key] as T;
  }
  return own;
}

function placed(values: Readonly<Record<string, Json>>, path: string): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${path}.${name}`, value]));
}

/** All but what belongs to the flow at `path` or to flows that it called. */
function without<T>(all: Readonly<Record<string, T>>, path: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith(`${path}.`)));
}

const NOTHING: Environment = {};
