import { identityProblem, type SoftphoneDialling } from '../../shared/api/softphone.ts';
import { element, type TwimlNode } from '../../shared/twiml/element.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import { ApiFailure } from '../routes/failure.ts';
import type { PhoneStore } from '../store/phones.ts';
import { draftToCall, type FlowSources } from '../twilio/outgoing/what.ts';
import type { Webhook } from './gate.ts';
import type { LiveFlows } from './live-flows.ts';
import type { WebhookLog } from './webhook-log.ts';

export interface ClientCallsDeps {
  readonly live: LiveFlows;
  readonly store: FlowSources;
  readonly phones: Pick<PhoneStore, 'has'>;
  readonly dialling: () => Promise<SoftphoneDialling>;
  /** Judges and counts a call to a number. @returns the number to dial @throws ApiFailure where it must not be called */
  readonly admit: (to: string) => Promise<string>;
  readonly log: WebhookLog;
  readonly now: () => number;
}

/** What became of a phone's call: the flow's own webhook, on a version other than the live one where that is named; or its answer. */
export type RoutedCall = { readonly hook: Webhook; readonly version?: number } | { readonly document: string };

/**
 * Calls that browser phones make through our TwiML app. The phone says what it wants in parameters of its own: `flow`, the id of
 * a flow, whose live version then answers as for any other call, or with `draft` its draft as it is now; or `To`, a number or
 * `client:<identity>`, where that is allowed. What keeps strangers from earning with outgoing calls holds for numbers here, too.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice#deviceconnectconnectoptions
 */
export class ClientCalls {
  readonly #deps: ClientCallsDeps;

  constructor(deps: ClientCallsDeps) {
    this.#deps = deps;
  }

  /** Rejects with what the store throws. */
  async route(hook: Webhook): Promise<RoutedCall> {
    const { flow = '', draft = '', From = '', To = '' } = hook.parameters;
    const asked = isFlowId(flow) ? { ...hook, flow } : hook;
    if (hook.kind !== 'entry') return { hook: asked };
    const identity = From.startsWith('client:') ? From.slice('client:'.length) : undefined;
    if (identity === undefined || !(await this.#deps.phones.has(identity))) {
      return this.#refuse(hook, 'This phone is not known here.');
    }
    if (flow === '') return this.#dial(hook, To);
    if (asked === hook) return this.#refuse(hook, 'There is no flow of that name.');
    if (draft !== '') return this.#draft(asked);
    if (await this.#deps.live.live(flow)) return { hook: asked };
    return this.#refuse(hook, 'There is no published flow of that name. Publish it first.');
  }

  /** Repeated by Twilio, it finds the same draft again, or the call that has begun meanwhile. */
  async #draft(hook: Webhook): Promise<RoutedCall> {
    const { store, now } = this.#deps;
    try {
      const { version } = await draftToCall(store, hook, now());
      return { hook, version };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const errors = 'The draft of this flow has errors. Correct them, then call again.';
      return this.#refuse(hook, error.code === 'flow-has-errors' ? errors : error.message);
    }
  }

  async #dial(hook: Webhook, to: string): Promise<RoutedCall> {
    const { outside, callerId } = await this.#deps.dialling();
    if (to === '') return this.#refuse(hook, 'This phone did not say what it wants to call.');
    if (!outside) return this.#refuse(hook, 'This phone may call flows only. Settings of the phone can allow more.');
    const client = to.startsWith('client:') ? to.slice('client:'.length) : undefined;
    if (client !== undefined && identityProblem(client) === undefined) {
      return response(
        element('Dial', { answerOnBridge: true }, element('Client', {}, element('Identity', {}, client))),
      );
    }
    try {
      const number = element('Number', {}, await this.#deps.admit(to));
      return response(element('Dial', { answerOnBridge: true, callerId, timeLimit: LONGEST_S }, number));
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      return this.#refuse(hook, error.message);
    }
  }

  #refuse({ sid, parameters }: Webhook, words: string): RoutedCall {
    const { flow, From } = parameters;
    this.#deps.log.warn({ sid, flow, From }, `A call of a browser phone was refused: ${words}`);
    return response(element('Say', {}, words), element('Hangup'));
  }
}

/** Seconds that a call to a number lasts at most; Twilio would let it go on for four hours. https://www.twilio.com/docs/voice/twiml/dial#timelimit */
const LONGEST_S = 2 * 3_600;

function isFlowId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,127}$/.test(text);
}

function response(...verbs: readonly TwimlNode[]): RoutedCall {
  return { document: serialise(element('Response', {}, ...verbs)) };
}
