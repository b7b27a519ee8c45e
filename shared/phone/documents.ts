import { elementSpec, executionContexts } from '../twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../twiml/element.ts';
import { validateTwiml } from '../twiml/validate.ts';
import type { Answer } from './http/answer.ts';
import { readDocument } from './http/read-document.ts';
import { resolveUrl } from './http/url.ts';
import type { Leg } from './leg.ts';
import { PHONE_LIMITS } from './limits.ts';
import type { Task } from './time/task.ts';
import type { ContextId, DocumentRequest, Ending, Next, RunningDocument, Switchboard, VerbRun } from './types.ts';
import { VERBS } from './verbs/index.ts';
import { say } from './verbs/say.ts';

/** What running documents needs beside the switchboard. */
export interface DocumentHost {
  readonly exchange: Switchboard;
  /** Asks the application for a document, with the leg's standard parameters. */
  fetch(leg: Leg, request: DocumentRequest): Task<Answer>;
  /** Where fatal errors of this leg are answered; undefined for none. */
  fallback(leg: Leg): Pick<DocumentRequest, 'url' | 'method'> | undefined;
  /** Counts what the call the leg belongs to made the phone do; false once it was too much. */
  count(leg: Leg, what: 'documents' | 'verbs' | 'characters', by?: number): boolean;
}

/** Runs the document that a request brings, and those it leads to, until the last has ended. */
export function* runDocuments(host: DocumentHost, leg: Leg, first: DocumentRequest, context: ContextId): Task<Ending> {
  let request = first;
  let fallen = false;
  for (;;) {
    let next = yield* runOne(host, leg, request, fallen ? 'fallback' : context);
    // A document the fallback leads to may fall back again; the fallback's own failure may not.
    if (next.kind === 'error' && context === 'call') {
      leg.emit({ kind: 'error', code: next.code, message: next.message, url: next.url ?? request.url });
      const fallback = request.purpose === 'fallback' ? undefined : host.fallback(leg);
      next = fallback ? { kind: 'document', request: afterError(fallback, next, request.url) } : next;
      fallen = fallback !== undefined;
    }
    if (next.kind === 'document') {
      request = next.request;
      continue;
    }
    if (next.kind === 'next') return { kind: 'end' };
    if (next.kind === 'error' && context === 'call') {
      yield* speakError(host, leg, request);
      return { kind: 'hangup' };
    }
    return next;
  }
}

function afterError(
  fallback: Pick<DocumentRequest, 'url' | 'method'>,
  error: Next & { kind: 'error' },
  url: string,
): DocumentRequest {
  const parameters = { ErrorCode: String(error.code), ErrorUrl: error.url ?? url };
  return { ...fallback, parameters, purpose: 'fallback' };
}

/** Spoken by Twilio where a fatal error has no fallback. https://www.twilio.com/docs/voice/troubleshooting */
const APPLICATION_ERROR = 'We are sorry, an application error has occurred. Goodbye.';

function* speakError(host: DocumentHost, leg: Leg, { url, method }: DocumentRequest): Task<void> {
  const root = element('Response', {}, element('Say', {}, APPLICATION_ERROR));
  const document: RunningDocument = { id: 0, url, method, root, context: 'call' };
  const run: VerbRun = {
    element: root.children[0] as TwimlElement,
    leg,
    exchange: host.exchange,
    document,
    first: false,
  };
  leg.answer();
  yield* say(run);
}

function* runOne(host: DocumentHost, leg: Leg, request: DocumentRequest, context: ContextId): Task<Next> {
  if (!host.count(leg, 'documents')) {
    const message = `The call asked for more than ${PHONE_LIMITS.documentsPerCall} documents; it goes round in a circle`;
    return { kind: 'error', code: 12400, message, url: request.url };
  }
  if (resolveUrl(request.url, request.url) === undefined) {
    return {
      kind: 'error',
      code: 11100,
      message: `Invalid URL format: ${request.url.slice(0, 200)}`,
      url: request.url,
    };
  }
  leg.setActivity('fetching');
  const answer = yield* host.fetch(leg, request);
  if (!answer.ok) return { kind: 'error', code: answer.code, message: answer.message, url: answer.url };
  if (!host.count(leg, 'characters', answer.body.length)) {
    const message = `The call's documents had more than ${PHONE_LIMITS.charactersPerCall} characters in all`;
    return { kind: 'error', code: 12400, message, url: answer.url };
  }
  const read = readDocument(answer);
  if (!read.ok) return { kind: 'error', code: read.code, message: read.message, url: answer.url };
  const { id, url, method } = answer;
  const document: RunningDocument = { id, url, method, root: read.root, context };
  const refused = warn(host.exchange, leg, document);
  return refused ?? (yield* runVerbs(host, leg, document));
}

/** Warns of what does not keep to the grammar. @returns an error where warnings stop the call */
function warn(exchange: Switchboard, leg: Leg, { root, context, url }: RunningDocument): Next | undefined {
  const problems = validateTwiml(root, { kind: 'voice', most: PROBLEMS_SOUGHT }).filter(
    ({ twilioError }) => twilioError === 12200,
  );
  for (const { message } of problems.slice(0, WARNINGS_SHOWN)) leg.emit({ kind: 'warning', code: 12200, message });
  const [first] = problems;
  if (!first || exchange.onWarning === 'skip' || context !== 'call') return undefined;
  return { kind: 'error', code: 12200, message: first.message, url };
}

const WARNINGS_SHOWN = 20;
/** Not all problems are warnings of Twilio's. */
const PROBLEMS_SOUGHT = 200;

function* runVerbs(host: DocumentHost, leg: Leg, document: RunningDocument): Task<Next> {
  const { exchange } = host;
  const { children } = document.root;
  let first = !leg.answered;
  for (let index = 0; index < children.length; index++) {
    const verb = children[index];
    if (verb === undefined || typeof verb === 'string') continue;
    const execute = VERBS.get(verb.tag);
    // Said as a 12200 warning when the document came.
    if (!execute || elementSpec(verb.tag, 'Response') === undefined) continue;
    if (!allowed(document.context, verb.tag)) {
      const code = document.context === 'conferenceWait' ? 13238 : document.context === 'screening' ? 13201 : 12200;
      leg.emit({ kind: 'warning', code, message: `${verb.tag} may not be used in this document and was left out.` });
      continue;
    }
    if (!host.count(leg, 'verbs')) {
      const message = `The call ran more than ${PHONE_LIMITS.verbsPerCall} verbs`;
      return { kind: 'error', code: 12400, message, url: document.url };
    }
    leg.emit({ kind: 'verb', document: document.id, index, tag: verb.tag });
    const done = execute({ element: verb, leg, exchange, document, first });
    first = false;
    const next = 'kind' in done ? done : yield* done;
    if (next.kind !== 'next') return next;
  }
  // A document of which nothing runs answers the call all the same, and ends it.
  if (first && document.context === 'call') leg.answer();
  return { kind: 'next' };
}

function allowed(context: ContextId, tag: string): boolean {
  const verbs = executionContexts.find(({ id }) => id === context)?.verbs;
  return verbs === undefined || verbs.includes(tag);
}
