import { createServer as createPlain, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createEncrypted } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Issued } from './certificates.ts';

/** A reverse proxy of this machine's. */
export interface RunningProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** A request on its way to the server behind, to be changed as proxies do. */
export interface Passing {
  method: string;
  /** Path and query. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** An answer on its way back. */
export interface Returning {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export interface ProxyOptions {
  /** Port of the server behind; changed while the proxy runs where the server is started later. */
  readonly upstream: () => number;
  /** Ends TLS with it. */
  readonly tls?: Issued;
  /** Changes the request; false where it was answered here and goes no further. */
  readonly pass?: (passing: Passing, res: ServerResponse, req: IncomingMessage) => unknown;
  /** Changes the answer; false keeps it back for good. */
  readonly back?: (returning: Returning) => unknown;
}

/** Hands requests on to another port of this machine. */
export async function startProxy({ upstream, tls, pass, back }: ProxyOptions): Promise<RunningProxy> {
  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const passing: Passing = {
      method: req.method ?? '',
      path: req.url ?? '',
      headers: { ...req.headers },
      body: await read(req),
    };
    if (pass?.(passing, res, req) === false) return;
    const { method, path, headers, body } = passing;
    delete headers['content-length'];
    const length = body.length > 0 ? { 'content-length': String(body.length) } : {};
    const onward = request({ host: '127.0.0.1', port: upstream(), method, path, headers: { ...headers, ...length } });
    onward.on('error', () => res.writeHead(502, { 'content-type': 'text/html' }).end('<title>502 Bad Gateway</title>'));
    onward.on('response', async (answer) => {
      const returning: Returning = {
        status: answer.statusCode ?? 0,
        headers: { ...answer.headers },
        body: await read(answer),
      };
      if (back?.(returning) === false) return;
      delete returning.headers['transfer-encoding'];
      delete returning.headers['content-length'];
      res.writeHead(returning.status, returning.headers).end(returning.body);
    });
    onward.end(body);
  };
  const server = tls ? createEncrypted({ cert: tls.cert, key: tls.key }, handle) : createPlain(handle);
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
