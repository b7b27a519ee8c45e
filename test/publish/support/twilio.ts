import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const ACCOUNT = `AC${'1'.repeat(32)}`;
export const AUTH_TOKEN = 'auth-token-for-tests';

/** A number as Twilio's REST API shows it, in its own names. */
export type RestNumber = Record<string, unknown> & { sid: string };

/** Twilio's numbers API on this machine. */
export interface TwilioStandIn {
  readonly numbers: Map<string, RestNumber>;
  /** Requests so far: `GET /…json` or `POST /…json VoiceUrl=…`. */
  readonly requests: string[];
  /** For `TWILIO_API_URL`. */
  readonly url: string;
  /** Answers the coming requests that match with this status; null hangs up without an answer. */
  fail(match: RegExp, status: number | null): void;
  heal(): void;
  close(): Promise<void>;
}

export function restNumber(at: number, properties: Record<string, unknown> = {}): RestNumber {
  return {
    sid: `PN${String(at).padStart(32, '0')}`,
    account_sid: ACCOUNT,
    phone_number: `+1555010010${at}`,
    friendly_name: `Line ${at}`,
    capabilities: { voice: true, sms: true, mms: false },
    voice_url: '',
    voice_method: 'POST',
    voice_fallback_url: null,
    voice_fallback_method: 'POST',
    status_callback: '',
    status_callback_method: 'POST',
    voice_application_sid: '',
    trunk_sid: null,
    ...properties,
  };
}

export async function startTwilio(...initial: RestNumber[]): Promise<TwilioStandIn> {
  const numbers = new Map(initial.map((number) => [number.sid, number]));
  const requests: string[] = [];
  let failure: { match: RegExp; status: number | null } | undefined;
  const server = createServer(async (req, res) => {
    const form = new URLSearchParams(await bodyOf(req));
    const line = `${req.method} ${req.url} ${form}`.trim();
    requests.push(line);
    if (failure?.match.test(line)) {
      if (failure.status === null) return req.socket.destroy();
      return reply(failure.status, { code: 20000 + failure.status, message: 'Made to fail', status: failure.status });
    }
    const expected = `Basic ${Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString('base64')}`;
    if (req.headers.authorization !== expected)
      return reply(401, { code: 20003, message: 'Authenticate', status: 401 });
    const path = /^\/api\.twilio\.com\/2010-04-01\/Accounts\/(\w+)\/IncomingPhoneNumbers(?:\/(\w+))?\.json/.exec(
      req.url ?? '',
    );
    if (path?.[1] !== ACCOUNT) return reply(404, { code: 20404, message: 'Not found', status: 404 });
    if (path[2] === undefined)
      return reply(200, { incoming_phone_numbers: [...numbers.values()], next_page_uri: null });
    const number = numbers.get(path[2]);
    if (!number) return reply(404, { code: 20404, message: 'Not found', status: 404 });
    for (const [name, value] of form) number[name.replace(/(?<=.)[A-Z]/g, '_$&').toLowerCase()] = value;
    return reply(200, number);

    function reply(status: number, body: unknown): void {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    numbers,
    requests,
    url: `http://127.0.0.1:${port}`,
    fail: (match, status) => {
      failure = { match, status };
    },
    heal: () => {
      failure = undefined;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) text += chunk;
  return text;
}
