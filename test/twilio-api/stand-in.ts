import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FoundOperation, findOperation } from './description.ts';
import { type FailureRule, Failures } from './failures.ts';
import { type ApiAnswer, type ApiRequest, Refusal } from './handler.ts';
import { judgeAnswer, judgeParameters } from './judge.ts';
import { ACCOUNT, AUTH_TOKEN, restAccount } from './makers.ts';
import { HANDLERS } from './resources/index.ts';
import { emptyState, type State } from './state.ts';

/**
 * Twilio's REST API on this machine, for tests. What it is asked and what it answers are judged by Twilio's own
 * OpenAPI description; what that does not allow is a violation, and a request with one is answered 400.
 */
export interface TwilioApi {
  /** For `TWILIO_API_URL`. */
  readonly url: string;
  readonly state: State;
  readonly requests: readonly SeenRequest[];
  /** Requests and answers the description does not allow, as sentences. */
  readonly violations: string[];
  fail(rule: FailureRule): void;
  heal(): void;
  /** @throws Error when there are violations */
  close(): Promise<void>;
}

export interface SeenRequest {
  readonly method: string;
  readonly host: string;
  /** Without query. */
  readonly path: string;
  /** The operationId; undefined where the description has none. */
  readonly operation: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export interface TwilioApiOptions {
  readonly account?: string;
  readonly authToken?: string;
  /** Standard keys unless `main`. */
  readonly apiKeys?: readonly ApiKey[];
  readonly state?: Partial<State>;
  /** 0, or nothing: one that is free. */
  readonly port?: number;
}

interface ApiKey {
  readonly sid: string;
  readonly secret: string;
  readonly main?: boolean;
}

export async function startTwilioApi(options: TwilioApiOptions = {}): Promise<TwilioApi> {
  const account = options.account ?? ACCOUNT;
  const state: State = { ...emptyState(), ...options.state };
  if (!state.accounts.has(account)) state.accounts.set(account, restAccount({ sid: account }));
  const failures = new Failures();
  const requests: SeenRequest[] = [];
  const violations: string[] = [];
  const serve = createService({ ...options, account }, { state, failures, requests, violations });

  const server = createServer((req, res) => {
    serve(req, res).catch((error: unknown) => {
      violations.push(`${req.method} ${req.url}: the stand-in broke: ${error instanceof Error ? error.stack : error}`);
      req.socket.destroy();
    });
  }).listen(options.port ?? 0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    state,
    requests,
    violations,
    fail: (rule) => failures.add(rule),
    heal: () => failures.heal(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (violations.length > 0) throw new Error(`Twilio's description does not allow:\n- ${violations.join('\n- ')}`);
    },
  };
}

interface Inside {
  readonly state: State;
  readonly failures: Failures;
  readonly requests: SeenRequest[];
  readonly violations: string[];
}

/** Who may ask, which operation it is, whether it is well said, what is done, and whether the answer is one of Twilio's. */
function createService(
  { account, authToken = AUTH_TOKEN, apiKeys = [] }: TwilioApiOptions & { account: string },
  { state, failures, requests, violations }: Inside,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const text = await bodyOf(req);
    const url = new URL((req.url ?? '/').slice(1), 'http://twilio/');
    const [, host = '', ...rest] = url.pathname.split('/');
    const path = `/${rest.map(decodeURIComponent).join('/')}`;
    const method = req.method ?? 'GET';
    const hit = findOperation(method, host, path);
    const judged = judge(hit, url.searchParams, new URLSearchParams(text));
    const { query, form, lists } = judged;
    requests.push({ method, host, path, operation: hit?.operation.id, query, form, lists });

    const failure = await failures.take(hit?.operation.id ?? '', `${method} ${req.url} ${text}`.trim());
    if (failure === 'never answer') return;
    if (failure === 'hang up') return void req.socket.destroy();
    const answer = attempt(() => {
      if (failure instanceof Refusal) throw failure;
      const key = whoAsks(req.headers.authorization, { account, authToken, apiKeys });
      if (!hit) {
        violations.push(`${method} https://${host}${path}: Twilio's description has no such operation`);
        throw new Refusal(404, 20404, `The requested resource ${path} was not found`);
      }
      const asked = accountIn(hit);
      if (asked !== undefined && !state.accounts.has(asked))
        throw new Refusal(404, 20404, `The requested resource ${path.replace(/\.json$/, '')} was not found`);
      requireMainKey(key, path);
      if (req.headers['content-type'] === undefined ? text !== '' : !isForm(req.headers['content-type']))
        judged.problems.push(`the body is ${req.headers['content-type']}, not a form`);
      if (judged.problems.length > 0) {
        const problems = judged.problems.join('; ');
        violations.push(`${hit.operation.id}: ${problems}`);
        throw new Refusal(400, 20001, problems);
      }
      return act(
        {
          account: asked ?? account,
          path: hit.parameters,
          query,
          form,
          lists,
          host,
          range: req.headers.range,
          uri: path,
        },
        hit,
      );
    });
    if (failure === 'lose answer') return void req.socket.destroy();
    send(res, answer);
  };

  function act(request: ApiRequest, { operation }: FoundOperation): ApiAnswer {
    const handler = HANDLERS[operation.id];
    if (!handler) throw new Error(`no handler for ${operation.id} yet: write it in test/twilio-api/resources`);
    const answer = handler(request, state);
    const problems = 'bytes' in answer ? [] : judgeAnswer(operation, answer.status, answer.body);
    if (problems.length > 0) violations.push(`${operation.id}, the answer: ${problems.join('; ')}`);
    return answer;
  }
}

function judge(hit: FoundOperation | undefined, query: URLSearchParams, form: URLSearchParams) {
  if (!hit) return { query: Object.fromEntries(query), form: Object.fromEntries(form), lists: {}, problems: [] };
  const inPath = judgeParameters(hit.operation, 'path', new URLSearchParams(hit.parameters));
  const inQuery = judgeParameters(hit.operation, 'query', query);
  const inForm = judgeParameters(hit.operation, 'form', form);
  return {
    query: inQuery.values,
    form: inForm.values,
    lists: { ...inQuery.lists, ...inForm.lists },
    problems: [...inPath.problems, ...inQuery.problems, ...inForm.problems],
  };
}

/** @throws Refusal 401 / 20003. Basic: the account and its token, or an API key. https://www.twilio.com/docs/usage/requests-to-twilio */
function whoAsks(
  header: string | undefined,
  { account, authToken, apiKeys }: { account: string; authToken: string; apiKeys: readonly ApiKey[] },
): ApiKey {
  const known = [{ sid: account, secret: authToken, main: true }, ...apiKeys];
  const [scheme, given] = (header ?? '').split(' ');
  const text = scheme === 'Basic' ? Buffer.from(given ?? '', 'base64').toString() : '';
  const key = known.find(({ sid, secret }) => text === `${sid}:${secret}`);
  if (!key) throw new Refusal(401, 20003, 'Authenticate');
  return key;
}

/** Accounts and keys are closed to standard keys. https://www.twilio.com/docs/iam/api-keys#types-of-api-keys */
function requireMainKey({ main }: ApiKey, path: string): void {
  const closed = /^\/2010-04-01\/Accounts(\/\w+)?\.json$/.test(path) || /\/Keys(\/\w+)?(\.json)?$/.test(path);
  if (closed && !main) throw new Refusal(401, 20003, 'Authenticate');
}

function accountIn({ operation, parameters }: FoundOperation): string | undefined {
  return parameters.AccountSid ?? (operation.id.endsWith('Account') ? parameters.Sid : undefined);
}

function isForm(contentType: string): boolean {
  return contentType.startsWith('application/x-www-form-urlencoded');
}

/** @throws what is not a refusal */
function attempt(act: () => ApiAnswer): ApiAnswer {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message } = error;
    return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
  }
}

function send(res: ServerResponse, answer: ApiAnswer): void {
  if ('bytes' in answer) {
    const { status, bytes, type, part } = answer;
    const headers = { 'content-type': type, 'content-length': bytes.length, ...(part && { 'content-range': part }) };
    res.writeHead(status, headers).end(bytes);
  } else if (answer.body === undefined) res.writeHead(answer.status).end();
  else res.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) text += chunk;
  return text;
}
