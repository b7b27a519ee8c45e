import type { StepNote, StepResult } from '../block.ts';
import type { Render } from '../fields/field.ts';
import type { Json } from '../flow/types.ts';
import { compileTemplate, type TemplateScope } from '../template/template.ts';
import type { CompiledFlow } from './compile.ts';
import { ENGINE_LIMITS } from './limits.ts';
import type { Session } from './types.ts';

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
    /** Milliseconds since the epoch. */
    private readonly now: () => number,
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
    this.ends = this.now() + ENGINE_LIMITS.turnMilliseconds;
  }

  /** @throws Error once the turn has taken too long, since everybody else's turn waits for it */
  checkTime(): void {
    if (this.now() > this.ends) throw new Error(`the turn took more than ${ENGINE_LIMITS.turnMilliseconds} ms`);
  }

  /** Takes over what a block's step sets. */
  apply(block: string, result: StepResult): void {
    if (!result.set && !result.results && result.language === undefined) return;
    if (result.language !== undefined) this.spoken = this.spoken.inLanguage(result.language);
    if (result.set) this.variables = { ...this.variables, ...result.set };
    if (result.results) this.results = { ...this.results, [block]: result.results };
    this.known = undefined;
  }

  /** What templates see: the variables by name, `call` (or `message`), `blocks` and `flow`. */
  scope(): TemplateScope {
    this.known ??= {
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
      if (rendered.error !== undefined) {
        notes.push({
          code: 'template-failed',
          message: `The text "${text.length > 60 ? `${text.slice(0, 60)}…` : text}" could not be rendered: ${rendered.error}`,
        });
      }
      return rendered.text;
    };
  }

  resultsOf(block: string): Readonly<Record<string, Json>> | undefined {
    return Object.hasOwn(this.results, block) ? this.results[block] : undefined;
  }

  values(): Pick<Session, 'variables' | 'results' | 'language'> {
    const { variables, results } = this;
    const { language } = this.spoken;
    return language === undefined ? { variables, results } : { variables, results, language };
  }
}
