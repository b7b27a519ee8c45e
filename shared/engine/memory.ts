import type { StepNote, StepResult } from '../block.ts';
import type { Render } from '../fields/field.ts';
import { type Environment, LIVE } from '../flow/environments.ts';
import type { Json } from '../flow/types.ts';
import { bindingsIn } from '../template/bindings.ts';
import { compileTemplate, type TemplateScope } from '../template/template.ts';
import type { CompiledFlow } from './compile.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { EngineServices, Session } from './types.ts';

/** Variables and results of a call while a turn runs; the session it began with is never touched. */
export class Memory {
  private ends = 0;
  private variables: Readonly<Record<string, Json>>;
  private results: Session['results'];
  private known: TemplateScope | undefined;
  private spoken: CompiledFlow;

  constructor(
    flow: CompiledFlow,
    private readonly session: Session,
    private readonly services: Pick<EngineServices, 'now' | 'env'>,
  ) {
    this.beginTime();
    this.spoken = session.language === undefined ? flow : flow.inLanguage(session.language);
    this.variables = session.variables;
    this.results = session.results;
  }

  /** The flow, in the language that the call goes on in. */
  get flow(): CompiledFlow {
    return this.spoken;
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

  /** Takes over what a block's step sets. */
  apply(block: string, result: StepResult): void {
    if (!result.set && !result.results && result.language === undefined) return;
    if (result.language !== undefined) this.spoken = this.spoken.inLanguage(result.language);
    if (result.set) this.variables = { ...this.variables, ...result.set };
    if (result.results) this.results = { ...this.results, [block]: result.results };
    this.known = undefined;
  }

  /** What templates see: the variables by name, `call` (or `message`), `blocks`, `flow` and `env`. */
  scope(): TemplateScope {
    this.known ??= {
      // First: a flow that was published before there were environments may have a variable of that name.
      env: this.services.env?.(this.session.environment ?? LIVE) ?? NOTHING,
      ...this.variables,
      [this.session.channel === 'voice' ? 'call' : 'message']: this.session.call,
      blocks: this.results,
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
      const rendered = template.render(this.scope(), options);
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
    const { variables, results } = this;
    const { language } = this.spoken;
    return language === undefined ? { variables, results } : { variables, results, language };
  }
}

const NOTHING: Environment = {};
