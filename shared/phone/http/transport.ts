/** An HTTP request as it goes over the wire. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute, without fragment and credentials; of a GET the parameters are in the query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Form body of a POST, otherwise empty. */
  readonly body: string;
  /** What the form or query holds, for transports that need not parse it again. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Milliseconds in real time: for the whole exchange, until a connection stands, until the answer comes. */
  readonly timeout: { readonly total: number; readonly connect: number; readonly read: number };
}

/** What came of it. `seconds` is how long it took on a virtual clock; absent, an answer takes no time and a failure its timeout. */
export type HttpReply =
  | {
      readonly ok: true;
      readonly status: number;
      /** Lower-case names; several of a name joined with `\n`. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Bytes of the body where it was too large to be read whole. */
      readonly bytes?: number;
      readonly seconds?: number;
    }
  | { readonly ok: false; readonly failure: HttpFailure; readonly message: string; readonly seconds?: number };

export type HttpFailure = 'connect' | 'refused' | 'host' | 'tls' | 'timeout' | 'protocol';

/** Carries webhooks to the application: over HTTP, or in process. */
export interface Transport {
  send(request: HttpRequest): HttpReply | Promise<HttpReply>;
}
