import type { Change, PairsChange } from './compare.ts';
import { type Fix, fix } from './finding.ts';

/** What a change on the way means and how it is mended. */
export interface Diagnosis {
  readonly code: string;
  readonly title: string;
  readonly seen: string;
  readonly fix: Fix;
}

/** Where things are, for lines of configuration that fit. */
export interface Surroundings {
  /** The public base URL. */
  readonly base: string;
  /** Its path, or an empty string. */
  readonly prefix: string;
  /** Whether all its addresses are the internet's; what answers at others is not quoted. */
  readonly isPublic: boolean;
  /** Address a proxy on this machine reaches this server at. */
  readonly upstream: string;
}

/** Says in words what happened to a request on its way. */
export function diagnose(change: Change, where: Surroundings): Diagnosis {
  switch (change.kind) {
    case 'method':
      return {
        code: 'method-changed',
        title: 'The proxy changes the method',
        seen: `The request arrived as ${change.to}.`,
        fix: fix('Let the proxy pass the method on. A rewrite or an error page in its configuration may change it.'),
      };
    case 'path-prefixed':
    case 'path-slashes':
    case 'path-replaced':
      return { ...pathWords(change), fix: pathFix(where) };
    case 'query':
      return { code: `query-${codeOf(change.how)}`, ...queryWords(change.how), fix: queryFix(where) };
    case 'body':
      return { code: `body-${codeOf(change.how)}`, ...bodyWords(change.how), fix: bodyFix() };
    case 'body-compressed':
      return {
        code: 'body-compressed',
        title: 'The proxy compresses requests',
        seen: `The body arrived with Content-Encoding: ${change.encoding}.`,
        fix: fix(
          'Turn off the compression of requests in the proxy. Twilio sends them uncompressed, and so they must arrive.',
        ),
      };
    case 'body-type':
      return {
        code: 'body-type',
        title: 'The proxy changes the type of the body',
        seen: `A form arrived as ${change.type === '' ? 'a body without Content-Type' : change.type}.`,
        fix: fix('Pass Content-Type and the body on as they are: application/x-www-form-urlencoded.'),
      };
    case 'signature':
      return {
        code: 'signature-lost',
        title: 'The proxy does not pass X-Twilio-Signature on',
        seen: change.lost ? 'The request arrived without X-Twilio-Signature.' : 'X-Twilio-Signature arrived changed.',
        fix: fix('Let the proxy pass all headers of the request on, or add X-Twilio-Signature to those it passes.'),
      };
  }
}

function pathWords(change: Extract<Change, { came: string }>): Pick<Diagnosis, 'code' | 'title' | 'seen'> {
  const { kind: code, came } = change;
  if (change.kind === 'path-prefixed') {
    const seen = `The path arrived with ${change.by} in front, which is not part of the public address.`;
    return { code, title: 'The proxy puts something in front of the path', seen };
  }
  const title = change.kind === 'path-slashes' ? 'The proxy adds slashes to the path' : 'The proxy changes the path';
  return { code, title, seen: `The path arrived as ${shorten(came)}.` };
}

function pathFix({ base, prefix, upstream }: Surroundings): Fix {
  if (prefix === '') {
    const say = `Pass the path on unchanged, without a path behind the upstream address; or, if Patchcord belongs below a path, set PUBLIC_BASE_URL to ${base}/that-path.`;
    return fix(say, `# nginx\nlocation / {\n    proxy_pass ${upstream};\n}`);
  }
  const say = `Pass the path on with ${prefix} in front or take exactly ${prefix} off; both work.`;
  return fix(
    say,
    `# nginx\nlocation ${prefix}/ {\n    proxy_pass ${upstream};\n}\n\n# Caddy\nhandle ${prefix}/* {\n    reverse_proxy ${upstream}\n}`,
  );
}

function queryWords(how: PairsChange): Pick<Diagnosis, 'title' | 'seen'> {
  switch (how.kind) {
    case 'lost':
      return { title: 'The proxy drops the query', seen: 'The request arrived without its query.' };
    case 'order':
      return { title: 'The proxy sorts the query', seen: 'The parameters of the query arrived in another order.' };
    case 'spelling':
      return { title: 'The proxy writes the query anew', seen: `${how.sent} arrived as ${how.came}.` };
    default:
      return { title: 'The proxy changes the query', seen: `In the query, ${pairsWords(how)}.` };
  }
}

function bodyWords(how: PairsChange): Pick<Diagnosis, 'title' | 'seen'> {
  switch (how.kind) {
    case 'lost':
      return { title: 'The proxy drops the body', seen: 'The request arrived without its body.' };
    case 'order':
      return { title: 'The proxy sorts the form', seen: 'The parameters of the form arrived in another order.' };
    case 'spelling':
      return { title: 'The proxy writes the form anew', seen: `${how.sent} arrived as ${how.came}.` };
    default:
      return { title: 'The proxy changes the form', seen: `In the body, ${pairsWords(how)}.` };
  }
}

function pairsWords(how: Extract<PairsChange, { kind: 'missing' | 'added' | 'values' }>): string {
  if (how.kind === 'missing') return `${how.names.join(', ')} did not arrive`;
  if (how.kind === 'added') return `${how.names.join(', ')} came along that was not sent`;
  return `${how.first.name} was sent as “${how.first.sent}” and arrived as “${how.first.came}”`;
}

/** Twilio signs the query as it writes it. https://www.twilio.com/docs/usage/webhooks/webhooks-security */
function queryFix({ prefix, upstream }: Surroundings): Fix {
  const say =
    'The signature covers the query to the letter, so it must arrive as it was sent. In nginx, do not name $args or $query_string in proxy_pass or rewrite; in other proxies, turn off sorting, adding and “normalising” of parameters.';
  return fix(say, `# nginx\nlocation ${prefix}/ {\n    proxy_pass ${upstream};\n}`);
}

function bodyFix(): Fix {
  return fix(
    'Let the proxy pass the body on byte for byte. Look for modules that read forms, such as a web application firewall or an API gateway with a mapping template, and leave /voice/ and /messaging/ out of them.',
  );
}

function codeOf({ kind }: PairsChange): string {
  return {
    lost: 'lost',
    missing: 'changed',
    added: 'changed',
    values: 'changed',
    order: 'reordered',
    spelling: 'reencoded',
  }[kind];
}

/** The doctor's own address says nothing to people. */
function shorten(path: string): string {
  const text = path.replace(/doctor-[0-9a-f]{32}-/, '…');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
