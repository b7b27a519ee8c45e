import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret found where it must not be. */
export interface Leak {
  readonly secret: string;
  readonly form: string;
  readonly place: string;
}

/** Something a secret could have got into: what it is called and its bytes. */
export type Place = readonly [name: string, content: string | Buffer];

/**
 * Looks for secrets in every form they are likely to be written in: as they are, in base64 at each of the three places
 * a byte can fall (as in a Basic `Authorization` header), in hex, percent-encoded, JSON-escaped and as UTF-16.
 *
 * @param secrets by the name that a leak is told under
 * @returns every find; empty when there is none
 */
export function findLeaks(secrets: Readonly<Record<string, string>>, places: Iterable<Place>): Leak[] {
  const forms = Object.entries(secrets).flatMap(([secret, text]) =>
    formsOf(text).map(([form, bytes]) => ({ secret, form, bytes })),
  );
  const leaks: Leak[] = [];
  for (const [place, content] of places) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (const { secret, form, bytes: needle } of forms)
      if (bytes.includes(needle)) leaks.push({ secret, form, place });
  }
  return leaks;
}

/** Every form the search knows, with the secret written in it. */
export function formsOf(secret: string): readonly (readonly [form: string, bytes: Buffer])[] {
  const utf8 = Buffer.from(secret);
  const hex = utf8.toString('hex');
  const percent = encodeURIComponent(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const texts: [string, string][] = [
    ['plain', secret],
    ['hex', hex],
    ['upper-case hex', hex.toUpperCase()],
    ['percent-encoded', percent],
    ['percent-encoded in lower case', percent.replace(/%../g, (code) => code.toLowerCase())],
    ['of a form', new URLSearchParams([['', secret]]).toString().slice(1)],
    ['JSON-escaped', json],
    ['JSON-escaped to ASCII', ascii],
    ['JSON-escaped to ASCII in capitals', ascii.replace(/\\u..../g, (code) => `\\u${code.slice(2).toUpperCase()}`)],
    ...[0, 1, 2].flatMap((offset): [string, string][] => {
      const text = base64At(utf8, offset);
      const safe = text.replaceAll('+', '-').replaceAll('/', '_');
      return [
        [`base64 at ${offset}`, text],
        [`base64url at ${offset}`, safe],
      ];
    }),
  ];
  return [
    ...texts.map(([form, text]) => [form, Buffer.from(text)] as const),
    ['UTF-16', Buffer.from(secret, 'utf16le')],
  ];
}

/** Every file below a folder, as its raw bytes: databases, write-ahead logs, keys. */
export function* filesBelow(folder: string): Generator<Place> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) yield [path.slice(folder.length + 1), readFileSync(path)];
  }
}

/** The middle of the base64 text that is the same whatever `offset` bytes stand before the secret and whatever follows it. */
function base64At(bytes: Buffer, offset: number): string {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const text = padded.toString('base64').replace(/=+$/, '');
  const first = offset === 0 ? 0 : offset + 1;
  // A last group that is not full changes with the byte behind it.
  return text.slice(first, padded.length % 3 === 0 ? undefined : -1);
}
