import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between a client and an HTTP server and does something at one of the requests. */
export interface Gate {
  readonly url: string;
  /** Requests so far: their methods. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** Before the server hears of it; once it has acted, before its answer goes out; once the answer went out. */
export type Moment = 'before' | 'acted' | 'answered';

/** @param at which request, from 0 on */
export async function startGate(target: string, at: number, moment: Moment, act: () => void): Promise<Gate> {
  const seen: string[] = [];
  const server = createServer(async (req, res) => {
    const here = seen.push(req.method ?? '') - 1 === at;
    if (here && moment === 'before') return act();
    const body = await bodyOf(req);
    const headers = { ...req.headers, host: undefined, connection: undefined, 'content-length': undefined };
    const sent = Object.entries(headers).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
    const init = { method: req.method ?? 'GET', headers: sent, ...(body === '' ? {} : { body }) };
    const answer = await ask(`${target}${req.url}`, init);
    // The server was closed while it was asked for somebody who is gone.
    if (!answer) return void res.destroy();
    const { status, text } = answer;
    if (here && moment === 'acted') return act();
    if (here) res.once('finish', act);
    res.writeHead(status, { 'content-type': 'application/json' }).end(text);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function ask(url: string, init: RequestInit): Promise<{ status: number; text: string } | undefined> {
  try {
    const answer = await fetch(url, init);
    return { status: answer.status, text: await answer.text() };
  } catch {
    return undefined;
  }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) text += chunk;
  return text;
}
