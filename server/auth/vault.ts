import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Encrypts secrets before they reach the store. */
export interface Vault {
  /** @param row id of the row the text is kept in; the same must be given to open it */
  seal(row: string, text: string): string;
  /** @throws VaultError when the text was sealed for another row or with another key, or was changed */
  open(row: string, sealed: string): string;
}

/** A sealed text could not be opened. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
}

/**
 * AES-256-GCM under a key derived with HKDF-SHA-256; the row's id is authenticated along, so that a sealed text moved to
 * another row does not open.
 *
 * @param material at least 32 bytes of key material
 */
export function createVault(material: string | Buffer): Vault {
  const key = Buffer.from(hkdfSync('sha256', material, '', 'patchcord secrets v1', 32));
  return {
    seal(row, text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(row));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(row, sealed) {
      const bytes = Buffer.from(sealed.replace(/^v1\./, ''), 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(row)).setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        throw new VaultError(
          `The stored "${row}" does not open with this key. Restore the key file or PATCHCORD_SECRET, or enter it again.`,
        );
      }
    },
  };
}

/** Reads the key file, or makes one that only its owner can read. */
export function keyFromFile(file: string): Buffer {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Fails where the file exists, so two starts at once cannot end with two keys.
    writeFileSync(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const key = readFileSync(file);
  if (key.length !== 32) throw new VaultError(`${file} is not a key file: it has ${key.length} bytes, expected 32.`);
  return key;
}
