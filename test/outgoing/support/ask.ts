/** Asks the API of a running server, with its token. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
export type Ask = <T = any>(method: string, path: string, more?: Asked) => Promise<T>;

export interface Asked {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** @returns what asks; it rejects with the server's words where the answer is no */
export function askerFor(server: () => { readonly url: string; readonly token: string }): Ask {
  return async (method, path, { body, headers = {} } = {}) => {
    const { url, token } = server();
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return isJson ? JSON.parse(text) : text;
  };
}
