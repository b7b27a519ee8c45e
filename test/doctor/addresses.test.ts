import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addressHint } from '../../client/settings/address-hint.ts';
import { explainAnswer } from '../../server/doctor/answers.ts';
import { comparePairs } from '../../server/doctor/compare.ts';
import { comparePath } from '../../server/doctor/compare-path.ts';
import { hostKind } from '../../shared/public-address/hosts.ts';
import { tunnelOf } from '../../shared/public-address/tunnels.ts';

describe('a host by its spelling', () => {
  it.each([
    ['calls.bakery.com', 'public'],
    ['localhost', 'loopback'],
    ['a.localhost', 'loopback'],
    ['127.9.9.9', 'loopback'],
    ['0.0.0.0', 'loopback'],
    ['[::1]', 'loopback'],
    ['[::ffff:7f00:1]', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['[fd00::1]', 'private'],
    ['169.254.169.254', 'link-local'],
    ['[fe80::1]', 'link-local'],
    ['[FEBF::1]', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['[::ffff:a9fe:a9fe]', 'link-local'],
    ['[64:ff9b::a9fe:a9fe]', 'link-local'],
    ['64:ff9b::169.254.169.254', 'link-local'],
    ['[64:ff9b::a00:1]', 'private'],
    ['[64:ff9b::808:808]', 'public'],
    ['[fd00:ec2::254]', 'link-local'],
    ['[fd00:0ec2:0:0::0254]', 'link-local'],
    ['[fd00:ec2::255]', 'private'],
    ['100.100.100.200', 'link-local'],
    ['100.100.100.201', 'private'],
    ['[2606:4700::1111]', 'public'],
    ['8.8.8.8', 'public'],
    ['server', 'local-name'],
    ['phone.local', 'local-name'],
    ['phone.home.arpa', 'local-name'],
    ['calls.example.com', 'placeholder'],
    ['myexample.com', 'public'],
  ] as const)('%s is %s', (host, kind) => {
    expect(hostKind(host)).toBe(kind);
  });

  it.each([
    ['quick-brown-fox.trycloudflare.com', 'changes'],
    ['a1b2.ngrok-free.app', 'depends'],
    ['machine.tailnet.ts.net', 'stays'],
    ['abc-3000.euw.devtunnels.ms', 'depends'],
    ['fuzzy-cat.loca.lt', 'changes'],
    ['abc.serveo.net', 'changes'],
    ['abc.lhr.life', 'changes'],
    ['webhook.site', 'one-way'],
    ['nottrycloudflare.com', undefined],
    ['ts.net.bakery.com', undefined],
  ] as const)('%s is a tunnel that %s', (host, address) => {
    expect(tunnelOf(host)?.address).toBe(address);
  });

  it('is explained while it is typed', () => {
    expect(addressHint('https://a.trycloudflare.com')).toMatch(
      /^A tunnel: Cloudflare quick tunnel.*point your numbers anew/,
    );
    expect(addressHint('http://localhost:3000')).toMatch(/your own machine/);
    expect(addressHint('http://calls.bakery.com')).toMatch(/in the clear/);
    for (const fine of ['', 'calls', 'https://', 'ftp://x', 'https://calls.bakery.com/phone'])
      expect(addressHint(fine)).toBeUndefined();
  });
});

describe('a stranger at the public address', () => {
  const answer = {
    kind: 'answer',
    status: 404,
    headers: { 'content-type': 'text/html' },
    body: Buffer.from('<html><title>404 Not Found</title></html>'),
    took: 1,
  } as const;

  it.each([
    [true, 'https://calls.bakery.com answered 404: “404 Not Found”. The'],
    [false, 'https://calls.bakery.com answered 404. The'],
  ])('is quoted only where the whole internet can ask it: %s', (isPublic, seen) => {
    const where = { base: 'https://calls.bakery.com', prefix: '', isPublic, upstream: 'http://127.0.0.1:3000' };
    expect(explainAnswer(answer, where).seen).toContain(seen);
  });
});

describe('what came beside what was sent', () => {
  it.each([
    ['a=1&b=2', 'a=1&b=2', undefined],
    ['a=1&b=2', '', 'lost'],
    ['a=1&b=2', 'b=2&a=1', 'order'],
    ['a=1&b=', 'a=1', 'missing'],
    ['a=1', 'a=1&utm=2', 'added'],
    ['a=%2B', 'a=+', 'values'],
    ['a=x+y', 'a=x%20y', 'spelling'],
    ['a=%C3%BC', 'a=%c3%bc', 'spelling'],
    ['a=%C3%BC', 'a=%FC', 'values'],
  ])('%s as %s: %s', (sent, came, kind) => {
    expect(comparePairs(sent, came)?.kind).toBe(kind);
  });

  it.each([
    ['', '/voice/x-', undefined],
    ['/phone', '/voice/x-', undefined],
    ['/phone', '/phone/voice/x-', undefined],
    ['', '/app/voice/x-', 'path-prefixed'],
    ['/phone', '//voice/x-', 'path-slashes'],
    ['', '/voice/x-/', 'path-slashes'],
    ['', '/', 'path-replaced'],
  ])('below "%s", %s: %s', (prefix, came, kind) => {
    expect(comparePath(prefix, '/voice/x-', came)?.kind).toBe(kind);
  });
});

describe('the guide', () => {
  it('explains every code', () => {
    const folder = join(import.meta.dirname, '../../server/doctor');
    const source = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const codes = new Set(
      [...source.matchAll(/code: '([a-z-]+)'|(?:refused|altered)\(\s*'([a-z-]+)'/g)].map(([, a, b]) => a ?? b),
    );
    const guide = readFileSync(join(import.meta.dirname, '../../docs/deploying.md'), 'utf8');
    expect(codes.size).toBeGreaterThan(50);
    expect([...codes].filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
  });
});
