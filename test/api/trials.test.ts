import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { startApi } from './support/server.ts';

test('a request of a flow that is tried out is made by the server, by the same rules', async () => {
  const other = createServer((request, response) => response.end(`${request.method} ${request.headers['x-a']}`));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  const api = await startApi({ PATCHCORD_ALLOW_HOSTS: host });
  const effect = {
    kind: 'http',
    method: 'PUT',
    url: `http://${host}/`,
    headers: [{ name: 'X-A', value: 'b' }],
    timeout: 5,
    retries: 0,
  };
  const ask = (body: unknown) => api.ask('POST', '/trials/requests', { body });
  expect(await ask(effect)).toMatchObject({ status: 200, body: { result: 'answered', status: 200, body: 'PUT b' } });
  expect(await ask({ ...effect, url: 'http://169.254.169.254/' })).toMatchObject({ body: { result: 'failed' } });
  expect(await ask({ ...effect, url: [`http://${host}/`, { secret: 'NONE' }] })).toMatchObject({
    body: { result: 'failed' },
  });
  for (const wrong of [{ ...effect, method: 'BREW' }, { ...effect, more: 1 }, { ...effect, timeout: 600 }, {}, []]) {
    expect((await ask(wrong)).status).toBe(400);
  }
  const stranger = await api.plain('/api/v1/trials/requests', { method: 'POST' });
  expect(stranger.status).toBe(401);
  await api.close();
  other.closeAllConnections();
  other.close();
});
