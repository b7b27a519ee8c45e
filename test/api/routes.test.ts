import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_BASE } from '../../shared/api/base.ts';
import type { ApiRoute } from '../../shared/api/route.ts';
import { apiRoutes } from '../../shared/api/routes.ts';
import { type ApiServer, startApi } from './support/server.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const table = Object.entries<ApiRoute>(apiRoutes);

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  readonly slash: boolean;
}

/** Every route below the API's base that Express knows, as `get /flows/{id}`. */
function expressRoutes(): string[] {
  const { stack } = (api.app as unknown as { router: { stack: readonly Layer[] } }).router;
  // The API's router is the one that has the route of its own description.
  const router = stack.find((layer) => layer.handle.stack?.some((inner) => inner.route?.path === '/openapi.json'));
  return (router?.handle.stack ?? []).flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : [],
  );
}

describe('the description of the API', () => {
  it('has every route that Express has, and no other', async () => {
    const { status, body } = await api.ask('GET', '/openapi.json');
    expect(status).toBe(200);
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: API_BASE }] });
    const described = Object.entries<object>(body.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(expressRoutes().sort());
    expect(described.length).toBe(table.length);
  });

  it('has no dangling references, and describes every path parameter', async () => {
    const { body } = await api.ask('GET', '/openapi.json');
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1]!,
    );
    expect(references.length).toBeGreaterThan(30);
    expect(references.filter((name) => !(name in body.components.schemas))).toEqual([]);
    for (const [path, operations] of Object.entries<Record<string, { parameters?: { name: string; in: string }[] }>>(
      body.paths,
    )) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const { parameters = [] } of Object.values(operations)) {
        expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(names);
      }
    }
  });

  it('says that documents need their version and name', async () => {
    const { FlowDocument } = (await api.ask('GET', '/openapi.json')).body.components.schemas;
    expect(FlowDocument).toMatchObject({ required: ['version', 'name'], additionalProperties: false });
  });
});

describe('strangers', () => {
  const credentials: [string, Record<string, string>][] = [
    ['none', {}],
    ['a wrong token', { authorization: 'Bearer wrong-token-wrong-token' }],
    ['an empty token', { authorization: 'Bearer ' }],
    ['another scheme', { authorization: 'Basic bWFjaGluZTp0b2tlbg==' }],
    ['null as a cookie', { cookie: 'patchcord=null' }],
    ['an unknown cookie', { cookie: `patchcord=${'A'.repeat(43)}` }],
    ['a header of somebody inside', { 'x-request-from': 'internal', 'x-forwarded-for': '127.0.0.1' }],
  ];
  it.each(credentials)('are refused at every route: %s', async (_what, headers) => {
    for (const [name, route] of table) {
      const path = `${API_BASE}${route.path.replace(/:\w+/g, '1')}`;
      const response = await api.plain(path, { method: route.method.toUpperCase(), headers });
      // Wrong tokens are also counted, and answered 429 after a few.
      expect('authorization' in headers ? [401, 429] : [401], name).toContain(response.status);
      expect(await response.json()).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } });
    }
    api.later(16 * 60_000);
  });

  it('do not even learn what exists', async () => {
    expect((await api.plain(`${API_BASE}/nothing-here`)).status).toBe(401);
    expect((await api.ask('GET', '/nothing-here')).status).toBe(404);
    const wrong = await api.ask('PATCH', '/flows');
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});
