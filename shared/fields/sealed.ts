import { z } from 'zod';
import { templateUses } from '../template/names.ts';
import { cutAtSecrets } from '../template/sealed.ts';
import { hasTemplate, templateProblem } from '../template/template.ts';
import type { FieldKind, FieldProblem } from './field.ts';
import { fieldOf } from './make.ts';
import { badValue } from './problem.ts';
import { urlProblem } from './url.ts';

export interface SealedOptions {
  readonly multiline?: boolean;
  readonly maxLength?: number;
  /** A whole web address. */
  readonly url?: boolean;
  /** JSON once its expressions have values. */
  readonly json?: boolean;
}

/**
 * A text that may name secrets. It has no `evaluate`: its block renders it with `seal`, which leaves the secrets named, so that
 * none is known before the request leaves.
 */
export const sealedKind: FieldKind<string, SealedOptions> = {
  kind: 'sealed',
  shape: () => z.string(),
  check: (value, { maxLength, url, json }) => {
    if (maxLength !== undefined && value.length > maxLength) {
      return [badValue(`This text has ${value.length} characters; at most ${maxLength} fit.`)];
    }
    const problem = secretProblem(value) ?? (url ? addressProblem(value) : json ? jsonProblem(value) : undefined);
    if (problem !== undefined) return [badValue(problem)];
    return url && isPrivate(value) ? [PRIVATE] : [];
  },
  templates: (value) => [{ text: value, path: '' }],
};

const PRIVATE: FieldProblem = {
  code: 'private-address',
  severity: 'warning',
  message:
    'This is an address inside a network. Requests go to the internet only, unless the server allows the host by PATCHCORD_ALLOW_HOSTS.',
};

/** Whether an address names a host that is in nobody’s internet; names that only lead there are known when they are asked. */
function isPrivate(value: string): boolean {
  const host = /^\s*https?:\/\/(\[[^\]]*\]|[^/?#:{]+)/i.exec(value)?.[1]?.toLowerCase() ?? '';
  return (
    /^(localhost|.*\.(localhost|local|internal))\.?$/.test(host) ||
    /^(0|10|127)\.\d+\.\d+\.\d+$|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(host) ||
    /^\[(::1?|f[cd].*|fe[89ab].*)\]$/.test(host)
  );
}

/** A text that may name secrets. */
export const sealed = fieldOf(sealedKind);

/**
 * Why the secrets that a template names would not be put in. A template is rendered in the pieces between its secrets, so none of
 * them can be read by a filter or a tag, nor may a tag reach over one.
 */
export function secretProblem(text: string): string | undefined {
  if (!text.includes('secrets') || templateProblem(text) !== null) return undefined;
  const whole = new Set(templateUses(text));
  const { texts } = cutAtSecrets(text);
  const works = texts.every(
    (piece) => templateProblem(piece) === null && templateUses(piece).every((use) => whole.has(use) && !isSecret(use)),
  );
  if (works) return undefined;
  return 'A secret stands by itself, as {{ secrets.NAME }}: without a filter, in no tag, and with no tag such as {% if %} or {% assign %} around it.';
}

function isSecret(use: string): boolean {
  return use === 'secrets' || use.startsWith('secrets.');
}

function addressProblem(value: string): string | undefined {
  if (value.trim() === '') return undefined;
  if (/^\s*[a-z]+:\/\/[^/?#{]*@/i.test(value)) {
    return 'Take the user name and password out of the address and enter them under “Authentication”.';
  }
  return hasTemplate(value) ? undefined : urlProblem(value.trim(), { absolute: true });
}

/** Expressions may stand for any value: a number does everywhere. Tags may leave parts out, so nothing is said of those. */
function jsonProblem(value: string): string | undefined {
  if (value.trim() === '' || value.includes('{%')) return undefined;
  try {
    JSON.parse(value.replace(/\{\{.*?\}\}/gs, '0'));
    return undefined;
  } catch (error) {
    const why = (error instanceof Error ? error.message : '').replace(/^.*JSON\.parse: /, '').replace(/ \(line.*$/, '');
    return `This is not JSON: ${why}.`;
  }
}
