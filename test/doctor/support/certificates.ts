import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** A certificate with its key, both as PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
  readonly name: string;
}

interface Wanted {
  /** DNS names or IPv4 addresses it is for. */
  readonly names?: readonly string[];
  /** Who signs it; itself if absent. */
  readonly issuer?: Issued;
  readonly from?: Date;
  readonly until?: Date;
}

const DAY_MS = 24 * 3_600_000;

/** An authority of its own, to sign others with. */
export function makeAuthority(name: string): Issued {
  return issue(name, {}, true);
}

/** A server's certificate. */
export function makeCertificate(name: string, wanted: Wanted): Issued {
  return issue(name, wanted, false);
}

/** X.509 v3 (RFC 5280) with ECDSA on P-256, written out by hand, so that tests need no program beside Node. */
function issue(name: string, wanted: Wanted, authority: boolean): Issued {
  const {
    names = [],
    issuer,
    from = new Date(Date.now() - DAY_MS),
    until = new Date(Date.now() + 90 * DAY_MS),
  } = wanted;
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer: KeyObject = issuer ? createPrivateKey(issuer.key) : privateKey;
  const extensions = authority
    ? [extension('551d13', sequence(bool(true))), extension('551d0f', Buffer.from([3, 2, 1, 6]))]
    : [extension('551d11', sequence(...names.map(altName)))];
  const body = sequence(
    tag(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_SHA256,
    distinguishedName(issuer?.name ?? name),
    sequence(time(from), time(until)),
    distinguishedName(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tag(0xa3, sequence(...extensions)),
  );
  const certificate = sequence(body, ECDSA_SHA256, bits(sign('sha256', body, signer)));
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { cert: pem(certificate), key, name };
}

function tag(type: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([type, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tag(0x30, ...parts);
}

function integer(bytes: Buffer): Buffer {
  return tag(0x02, bytes);
}

function bool(value: boolean): Buffer {
  return tag(0x01, Buffer.from([value ? 0xff : 0]));
}

function bits(bytes: Buffer): Buffer {
  return tag(0x03, Buffer.from([0]), bytes);
}

function oid(hex: string): Buffer {
  return tag(0x06, Buffer.from(hex, 'hex'));
}

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));

function distinguishedName(name: string): Buffer {
  return sequence(tag(0x31, sequence(oid('550403'), tag(0x0c, Buffer.from(name)))));
}

function time(date: Date): Buffer {
  return tag(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+/g, '')}`));
}

function altName(name: string): Buffer {
  const address = name.split('.').map(Number);
  const isAddress = address.length === 4 && address.every((part) => part >= 0 && part < 256);
  return isAddress ? tag(0x87, Buffer.from(address)) : tag(0x82, Buffer.from(name));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), tag(0x04, value));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
