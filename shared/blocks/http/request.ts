import type { StepNote } from '../../block.ts';
import type { HttpAuth, HttpEffect, HttpMethod } from '../../effect.ts';
import type { Render } from '../../fields/field.ts';
import { type NumberValue, numberText } from '../../fields/number.ts';
import { HEADER_NAME, OWN_HEADERS, type Pair } from '../../fields/pairs.ts';
import { joined, type Sealed, seal, sealedText, sealUrl } from '../../template/sealed.ts';

export const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
export const TIMEOUT = { min: 1, max: 60, unit: 's' } as const;
export const RETRIES = { min: 0, max: 5, unit: 'times' } as const;

/** Props of the block that say what is asked; texts are templates still. */
export interface RequestProps {
  readonly method?: string;
  readonly url?: string;
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
  readonly headers?: readonly Pair[];
  readonly body?: string;
  readonly json?: string;
  readonly form?: readonly Pair[];
  readonly text?: string;
  readonly contentType?: string;
  readonly timeout?: NumberValue;
  readonly retries?: NumberValue;
  readonly repeatable?: boolean;
}

/** Why there is nothing that could be sent. */
export interface NoRequest {
  readonly problem: string;
  readonly field: string;
}

/** The request of a block. @param notes gets what was left out of it */
export function requestOf(props: RequestProps, render: Render, notes: StepNote[]): HttpEffect | NoRequest {
  const method = METHODS.find((one) => one === (props.method?.trim().toUpperCase() || 'GET'));
  if (!method) return { problem: `“${props.method?.slice(0, 40)}” is no method of HTTP.`, field: 'method' };
  const url = sealUrl(props.url ?? '', render);
  if (url === '') return { problem: 'There is no address to ask.', field: 'url' };
  const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(props, render);
  if (body && 'problem' in body) return body;
  const auth = authOf(props, render);
  return {
    kind: 'http',
    method,
    url,
    headers: headersOf(props.headers ?? [], render, notes),
    ...(auth && { auth }),
    ...(body && { body }),
    timeout: within(props.timeout, TIMEOUT, 10),
    retries: within(props.retries, RETRIES, 0),
    ...(props.repeatable && { repeatable: true }),
  };
}

function bodyOf(props: RequestProps, render: Render): HttpEffect['body'] | NoRequest {
  const { body, json = '', form = [], text = '' } = props;
  if (body === 'json') {
    const sealed = seal(json, render, 'json');
    const problem = jsonProblem(sealed);
    return problem === undefined ? { type: 'application/json', text: sealed } : { problem, field: 'json' };
  }
  if (body === 'form') return { type: 'application/x-www-form-urlencoded', text: formText(form, render) };
  if (body !== 'text') return undefined;
  return { type: props.contentType?.trim() || 'text/plain; charset=utf-8', text: seal(text, render) };
}

/** A secret may stand for any value. */
function jsonProblem(sealed: Sealed): string | undefined {
  const text =
    typeof sealed === 'string' ? sealed : sealed.map((part) => (typeof part === 'string' ? part : '0')).join('');
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    const shown = sealedText(sealed);
    return `With the values of this call the body is no JSON: ${shown.slice(0, 200)}${shown.length > 200 ? '…' : ''}`;
  }
}

function formText(form: readonly Pair[], render: Render): Sealed {
  const fields = form.filter(({ name }) => name !== '');
  return joined(
    ...fields.flatMap(({ name, value }, index): Sealed[] => [
      `${index === 0 ? '' : '&'}${encodeURIComponent(name)}=`,
      urlEncoded(seal(value, render)),
    ]),
  );
}

/** A whole value, not only what expressions print in it. */
function urlEncoded(sealed: Sealed): Sealed {
  const parts = typeof sealed === 'string' ? [sealed] : sealed;
  return joined(
    parts.map((part) =>
      typeof part === 'string'
        ? encodeURIComponent(part.replace(/\p{Surrogate}/gu, '\ufffd'))
        : { ...part, as: 'url' as const },
    ),
  );
}

function authOf(props: RequestProps, render: Render): HttpAuth | undefined {
  const open = (text = ''): Sealed => seal(text, render);
  if (props.auth === 'bearer') return { scheme: 'bearer', token: open(props.token) };
  if (props.auth !== 'basic') return undefined;
  return { scheme: 'basic', username: open(props.username), password: open(props.password) };
}

function headersOf(headers: readonly Pair[], render: Render, notes: StepNote[]): HttpEffect['headers'] {
  return headers.flatMap(({ name, value }) => {
    const key = name.trim();
    if (HEADER_NAME.test(key) && !OWN_HEADERS.has(key.toLowerCase()))
      return [{ name: key, value: seal(value, render) }];
    if (key !== '') {
      const message = `The header “${key.slice(0, 40)}” cannot be set and was left out.`;
      notes.push({ code: 'bad-header', message, field: 'headers' });
    }
    return [];
  });
}

function within(value: NumberValue | undefined, { min, max }: { min: number; max: number }, usual: number): number {
  const found = numberText(value ?? '', { min, max });
  return found === undefined || value === '' ? usual : Number(found);
}
