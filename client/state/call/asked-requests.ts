import type { HttpEffect, HttpOutcome } from '../../../shared/effect.ts';
import { sealedText } from '../../../shared/template/sealed.ts';
import { typeOfAnswer } from './made-up.ts';
import type { AskedRequest } from './types.ts';

/** What comes of a request: it is really made, or somebody says what would come of it. */
export type RequestAnswer =
  | { readonly does: 'send' }
  | { readonly does: 'answer'; readonly status: number; readonly body: string }
  | { readonly does: 'time out' }
  | { readonly does: 'fail' };

/** Requests of a call that is tried out, until somebody has said what comes of each. The caller waits as for any slow server. */
export class AskedRequests {
  /** Those that are open; another list with each change. */
  open: readonly AskedRequest[] = [];
  readonly #send: (effect: HttpEffect) => Promise<HttpOutcome>;
  readonly #changed: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;

  constructor(send: (effect: HttpEffect) => Promise<HttpOutcome>, changed: () => void) {
    this.#send = send;
    this.#changed = changed;
  }

  /** @returns what will have come of it */
  ask(effect: HttpEffect, block: string): Promise<HttpOutcome> {
    const id = ++this.#count;
    const body = effect.body ? sealedText(effect.body.text) : '';
    const asked: AskedRequest = { id, block, method: effect.method, url: sealedText(effect.url), body, state: 'asked' };
    this.#show([...this.open, asked]);
    return new Promise((resolve) => this.#waiting.set(id, { effect, resolve }));
  }

  answer(id: number, what: RequestAnswer): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    if (what.does !== 'send') {
      this.#settle(id, outcomeOf(what, waiting.effect));
      return;
    }
    this.#show(this.open.map((one) => (one.id === id ? { ...one, state: 'sending' } : one)));
    this.#send(waiting.effect).then(
      (outcome) => this.#settle(id, outcome),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.#settle(id, { kind: 'http', result: 'failed', reason });
      },
    );
  }

  #settle(id: number, outcome: HttpOutcome): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#show(this.open.filter((one) => one.id !== id));
    waiting?.resolve(outcome);
  }

  #show(open: readonly AskedRequest[]): void {
    this.open = open;
    this.#changed();
  }
}

interface Waiting {
  readonly effect: HttpEffect;
  readonly resolve: (outcome: HttpOutcome) => void;
}

function outcomeOf(what: Exclude<RequestAnswer, { does: 'send' }>, { timeout }: HttpEffect): HttpOutcome {
  if (what.does === 'time out') {
    return { kind: 'http', result: 'timeout', reason: `There was no answer within ${timeout} s.` };
  }
  if (what.does === 'fail') return { kind: 'http', result: 'failed', reason: 'There is no connection.' };
  const { status, body } = what;
  return { kind: 'http', result: 'answered', status, contentType: typeOfAnswer(body), body };
}
