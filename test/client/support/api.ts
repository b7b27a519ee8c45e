import { vi } from 'vitest';

/** An answer of the API, as it is or as JSON; a number is refused with this status. */
export type Answer = object | number | Promise<object>;

export interface SeenRequest {
  /** `POST /outgoing/lists`, without the query. */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/**
 * Stands in place of the server: what a page fetches is answered from here.
 *
 * @param answers by route, to be changed while the page is open
 * @returns every request so far
 */
export function answerWith(answers: Record<string, Answer | ((request: SeenRequest) => Answer)>): SeenRequest[] {
  const seen: SeenRequest[] = [];
  vi.stubGlobal('fetch', async (address: string, { method = 'GET', body }: { method?: string; body?: string } = {}) => {
    const url = new URL(address, 'http://patchcord.test');
    const route = `${method} ${url.pathname.replace('/api/v1', '')}`;
    const request = { route, query: url.searchParams, body: body === undefined ? undefined : JSON.parse(body) };
    seen.push(request);
    const given = answers[route];
    const answer = await (typeof given === 'function' ? given(request) : (given ?? 404));
    if (answer instanceof Response) return answer;
    if (typeof answer !== 'number') return Response.json(answer);
    return Response.json({ error: { code: 'refused', message: `Refused: ${route}.` } }, { status: answer });
  });
  return seen;
}
