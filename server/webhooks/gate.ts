import { conversationOf } from '../../shared/engine/conversation.ts';
import { isWebhookPath, type Target, targetOf } from '../../shared/engine/target.ts';
import { bodyMatches, type SignatureCheck, signatureCheck, signedParameters } from '../twilio/signature.ts';
import { clientTargetOf } from './client-path.ts';
import { FORM_LIMITS } from './form.ts';
import { KnownForms, type ReadForm } from './known-forms.ts';

/** A webhook that Twilio signed and whose parameters look as documented. */
export interface Webhook extends Target {
  /** CallSid or MessageSid; of an action of a message, the sid of its conversation. */
  readonly sid: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The parameters as they came. */
  readonly form: string;
  /** Length of the form: no parameter is longer. */
  readonly size: number;
  /** Signature over URL and parameters: the same request again has the same key. */
  readonly key: string;
}

/** Why a request is not answered. Nothing has been changed. */
export interface Refusal {
  readonly status: 400 | 403 | 404 | 405 | 413 | 415;
  readonly reason: string;
}

/** What the gate checks against; read on every request, because Settings may change it. */
export interface GateSettings {
  authToken(): string | null;
  accountSid(): string | null;
  /** Public base URL without a trailing slash; it may have a path. */
  publicUrl(): string | null;
}

/** The parts of an HTTP request that matter here. Host and forwarded headers are not among them: anybody can send those. */
export interface RawRequest {
  readonly method: string;
  /** Path and query exactly as received. */
  readonly url: string;
  readonly contentType: string;
  readonly encoded: boolean;
  readonly signature: string | undefined;
  readonly body: Buffer;
}

/** Lets signed requests through and nobody else. */
export class Gate {
  readonly #settings: GateSettings;
  readonly #forms = new KnownForms();
  #check: { token: string; check: SignatureCheck } | undefined;
  #base: { url: string; origin: string; prefix: string } = { url: '', origin: '', prefix: '' };

  constructor(settings: GateSettings) {
    this.#settings = settings;
  }

  /** Whether this URL is a webhook's; a proxy may or may not have taken the public URL's path off. */
  matches(url: string): boolean {
    return isWebhookPath(url) || isWebhookPath(this.#below(url));
  }

  /** What can be refused before the body has been read. */
  refuseEarly(method: string): Refusal | undefined {
    if (method !== 'POST' && method !== 'GET') return refuse(405, 'Webhooks are sent with POST or GET.');
    if (!this.#settings.authToken()) {
      return refuse(403, 'No Twilio auth token is configured, so signatures cannot be checked. Set TWILIO_AUTH_TOKEN.');
    }
    if (!this.#settings.publicUrl()) {
      return refuse(403, 'No public URL is configured, so signatures cannot be checked. Set PUBLIC_BASE_URL.');
    }
    return undefined;
  }

  open(request: RawRequest): Webhook | Refusal {
    const early = this.refuseEarly(request.method);
    if (early) return early;
    const path = this.#below(request.url);
    const target = targetOf(path) ?? clientTargetOf(path);
    if (!target) return refuse(404, 'There is no webhook at this address.');
    const url = `${this.#base.url}${path}`;
    if (request.method === 'GET') return this.#openGet(request, target, url);
    return this.#openPost(request, target, url);
  }

  #openGet({ signature }: RawRequest, target: Target, url: string): Webhook | Refusal {
    const key = this.#verify(signature, url, '');
    if (key === undefined) return UNSIGNED;
    const mark = url.indexOf('?');
    // The token is ours, not one of Twilio's parameters.
    const text = mark === -1 ? '' : url.slice(mark + 1).replace(/^t=[^&]*&?/, '');
    const form = this.#forms.read(text);
    return form ? this.#admit(target, text, form, key) : TOO_MANY;
  }

  #openPost({ contentType, encoded, body, signature }: RawRequest, target: Target, url: string): Webhook | Refusal {
    if (!isForm(contentType) && (body.length > 0 || contentType !== '')) {
      // Signed or not is told apart first, so that strangers learn nothing more.
      const signed = this.#verify(signature, url, '') !== undefined && bodyMatches(url, body);
      return signed || !/^application\/json\b/i.test(contentType) ? NOT_A_FORM : UNSIGNED;
    }
    if (encoded) return NOT_A_FORM;
    if (body.length > FORM_LIMITS.bytes) return TOO_LARGE;
    const text = body.toString();
    const form = this.#forms.read(text);
    if (!form) return TOO_MANY;
    const { names, order } = form.shape;
    const key = this.#verify(signature, url, signedParameters({ names, values: form.values }, order));
    if (key === undefined) return UNSIGNED;
    form.keep?.();
    return this.#admit(target, text, form, key);
  }

  #admit(target: Target, form: string, { shape, values }: ReadForm, key: string): Webhook | Refusal {
    if (shape.repeated !== undefined) return refuse(400, `The parameter ${shape.repeated} appears more than once.`);
    const wrong = shape.wrong(values);
    if (wrong !== undefined) return refuse(400, `The parameter ${wrong} does not look as Twilio sends it.`);
    const parameters = shape.parameters(values);
    for (const name of required(target)) {
      if (parameters[name] === undefined) return refuse(400, `The parameter ${name} is missing.`);
    }
    const account = this.#settings.accountSid();
    if (account && parameters.AccountSid !== account) {
      return refuse(403, 'AccountSid is not the configured account.');
    }
    const { channel, flow, environment, kind, block, token, exit, call } = target;
    return {
      channel,
      flow,
      environment,
      kind,
      block,
      token,
      exit,
      call,
      sid: sidOf(target, parameters),
      parameters,
      form,
      size: form.length,
      key,
    };
  }

  #verify(header: string | undefined, url: string, parameters: string): string | undefined {
    const token = this.#settings.authToken();
    if (!token) return undefined;
    if (this.#check?.token !== token) this.#check = { token, check: signatureCheck(token) };
    return this.#check.check.verify(header, url, parameters);
  }

  /** The path as it is below the public base URL. */
  #below(url: string): string {
    const base = this.#settings.publicUrl() ?? '';
    if (base !== this.#base.url) {
      const slash = base.indexOf('/', base.indexOf('://') + 3);
      const prefix = slash === -1 ? '' : base.slice(slash);
      this.#base = { url: base, origin: base.slice(0, base.length - prefix.length), prefix };
    }
    const { prefix } = this.#base;
    if (prefix === '' || !url.startsWith(prefix)) return url;
    const rest = url.slice(prefix.length);
    return isWebhookPath(rest) ? rest : url;
  }
}

const UNSIGNED = refuse(403, 'The signature is missing or wrong.');
const TOO_LARGE = refuse(413, `A webhook has at most ${FORM_LIMITS.bytes} bytes.`);
const TOO_MANY = refuse(413, `A webhook has at most ${FORM_LIMITS.parameters} parameters.`);
const NOT_A_FORM = refuse(415, 'A webhook is a form: application/x-www-form-urlencoded, not compressed.');

function refuse(status: Refusal['status'], reason: string): Refusal {
  return { status, reason };
}

function isForm(contentType: string): boolean {
  return /^application\/x-www-form-urlencoded *(?:;|$)/i.test(contentType);
}

// Signed first of all parameters, AccountSid is the one that could be moved into the URL.
const FROM_CALLS = { twiml: ['AccountSid', 'CallSid', 'From', 'To'], callback: ['AccountSid', 'CallSid'] } as const;
/** A phone that calls a flow has nobody it calls. */
const FROM_PHONES = ['AccountSid', 'CallSid', 'From'] as const;
const FROM_MESSAGES = {
  twiml: ['AccountSid', 'MessageSid', 'From', 'To'],
  callback: ['AccountSid', 'MessageSid'],
} as const;

function required({ channel, kind, flow }: Target): readonly string[] {
  if (flow === '' && kind === 'entry') return FROM_PHONES;
  const names = channel === 'voice' && kind !== 'message' ? FROM_CALLS : FROM_MESSAGES;
  return kind === 'entry' || kind === 'outgoing' || (kind === 'action' && channel === 'voice')
    ? names.twiml
    : names.callback;
}

/** A leg that a block dialled has its own CallSid; what it reports belongs to the call that dialled it. */
function sidOf({ channel, kind, block, token, call }: Target, parameters: Readonly<Record<string, string>>): string {
  if (call !== '') return call;
  // What is told of a reply has the sid of that reply.
  if (channel === 'messaging' || kind === 'message')
    return (kind === 'action' && conversationOf(token)) || (parameters.MessageSid ?? '');
  if (kind === 'status' && block !== null && parameters.ParentCallSid) return parameters.ParentCallSid;
  return parameters.CallSid ?? '';
}
