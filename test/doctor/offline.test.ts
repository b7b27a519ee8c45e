import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemNetwork } from '../../server/doctor/network.ts';
import { startProxy } from './support/proxy.ts';
import { type DoctorServer, startServer } from './support/server.ts';

/** No name is found, as on a machine without internet. */
let server: DoctorServer;
beforeAll(async () => {
  const hosts = { '*': '!EAI_AGAIN', 'api.twilio.com': '!EAI_AGAIN', 'cloud.office.example': '169.254.169.254' };
  server = await startServer(hosts, { TWILIO_API_URL: 'http://127.0.0.1:9' });
});
afterAll(() => server.stop());

describe('without internet', () => {
  it('says what could not be looked at, and calls none of it an error', async () => {
    const groups = ['account', 'address', 'webhooks', 'numbers', 'server'] as const;
    const found = await server.check('https://calls.office.example', ...groups);
    expect(found.all.filter(({ status }) => status === 'error')).toEqual([]);
    expect(found.codes).toEqual(
      expect.arrayContaining([
        'token-unchecked: unknown',
        'name-unchecked: unknown',
        'round-trip-unchecked: unknown',
        'numbers-unchecked: unknown',
        'clock-unchecked: unknown',
      ]),
    );
  });

  it('still says what is wrong by its spelling', async () => {
    const found = await server.check('http://localhost:3000', 'address');
    expect(found.get('address-private').seen).toContain('this machine itself');
  });
});

describe('where clouds keep what a machine must not tell', () => {
  it.each([
    'http://169.254.169.254',
    'http://cloud.office.example',
    'http://[::ffff:169.254.169.254]',
    'http://[64:ff9b::169.254.169.254]',
    'http://[fd00:ec2::254]',
    'http://100.100.100.200',
  ])('%s is not asked anything', async (url) => {
    const found = await server.check(url, 'address', 'webhooks', 'server');
    expect(found.get('round-trip-unchecked').seen).toContain('nothing was sent there');
    expect(found.codes).toContain('clock-unchecked: unknown');
  });

  it('no check learns an address there, neither by its numbers nor by a name', async () => {
    const asked: string[] = [];
    const network = systemNetwork(async (host) => {
      asked.push(host);
      return [
        { address: '8.8.8.8', family: 4 },
        { address: host === 'six.office.example' ? '64:ff9b::a9fe:a9fe' : '169.254.169.254', family: 4 },
      ];
    });
    for (const host of [
      '169.254.169.254',
      '[fe80::1]',
      '100.100.100.200',
      'six.office.example',
      'cloud.office.example',
    ])
      expect(await network.resolve(host)).toEqual({ kind: 'forbidden', address: expect.any(String) });
    expect(asked).toEqual(['six.office.example', 'cloud.office.example']);
  });
});

describe('an address by its numbers', () => {
  it('is asked all the same, and told to be private', async () => {
    const proxy = await startProxy({ upstream: () => server.port });
    const found = await server.check(`http://127.0.0.1:${proxy.port}`, 'address', 'webhooks');
    await proxy.close();
    expect(found.codes).toEqual(expect.arrayContaining(['address-private: error', 'round-trip: ok']));
  });
});
