import type { Diagnosis, Surroundings } from './changes.ts';
import { fix } from './finding.ts';
import type { Answer } from './request.ts';

/**
 * Says who answered a request that never arrived here, and what to change so that it does.
 *
 * @param answer what came back through the public address
 */
export function explainAnswer(answer: Answer, where: Surroundings): Diagnosis {
  const found = EXPLANATIONS.map((explain) => explain(answer, where)).find((one) => one !== undefined);
  return found ?? stranger(answer, where);
}

type Explain = (answer: Answer, where: Surroundings) => Diagnosis | undefined;

const redirect: Explain = ({ status, headers }, { base }) => {
  if (status < 300 || status > 399 || headers.location === undefined) return undefined;
  const to = resolve(headers.location, base);
  const seen = `${base} answered ${status} and sends on to ${to ? shorten(placeOf(to)) : 'an address that is none'}.`;
  if (to && isLogin(to)) return authWall(seen);
  const from = new URL(base);
  const why = status === 307 || status === 308 ? '' : ' With it a POST becomes a GET without its form.';
  const goal = to && placeOf(to);
  const title =
    to?.protocol === 'https:' && from.protocol === 'http:' && to.hostname === from.hostname
      ? 'The address leads on to https'
      : 'The address leads on to another one';
  const say = `Give Twilio the address at the end of the redirect.${why}`;
  const code = goal && goal !== base ? `PUBLIC_BASE_URL=${goal}` : undefined;
  return { code: 'redirected', title, seen, fix: fix(say, code, { kind: 'settings' }) };
};

const refusedEntry: Explain = ({ status, headers }, { base }) => {
  if (status !== 401 && status !== 407) return undefined;
  const scheme = headers['www-authenticate']?.split(' ')[0];
  return authWall(`${base} answered ${status}${scheme ? ` and asks for a password (${scheme})` : ''}.`);
};

const ngrok: Explain = ({ headers }, { upstream }) => {
  const code = headers['ngrok-error-code'];
  if (typeof code !== 'string') return undefined;
  const seen = `ngrok answered itself: ${code}.`;
  if (code === 'ERR_NGROK_6024') return interstitial(seen);
  const title = code === 'ERR_NGROK_3200' ? 'The tunnel is not running' : 'ngrok does not reach this server';
  const port = upstream.split(':').at(-1);
  const say = code === 'ERR_NGROK_3200' ? 'Start the tunnel again:' : 'Start ngrok with the port of this server:';
  return { code: 'tunnel-down', title, seen, fix: fix(say, `ngrok http ${port}`) };
};

const tunnelDown: Explain = ({ status, headers }, { base }) => {
  const gone = status === 530 || (status === 503 && /localtunnel|tunnel/i.test(String(headers['x-powered-by'] ?? '')));
  if (!gone) return undefined;
  const seen = `The tunnel's service answered ${status} itself.`;
  const say = `Start the tunnel again and see whether its address is still ${base}.`;
  return { code: 'tunnel-down', title: 'The tunnel is not running', seen, fix: fix(say) };
};

const challenge: Explain = ({ status, headers, body }, { base }) => {
  const text = body.toString();
  const asked = headers['cf-mitigated'] === 'challenge' || /captcha|checking your browser|Just a moment/i.test(text);
  if (!asked) return undefined;
  const seen = `${base} answered ${status} with a page that wants to see a browser.`;
  const say =
    'Let requests to /voice/ and /messaging/ pass without a challenge: in Cloudflare, a WAF rule with the action Skip for these paths.';
  return { code: 'challenged', title: 'A firewall stops the requests', seen, fix: fix(say) };
};

const gateway: Explain = ({ status }, { base, upstream }) => {
  if (status !== 502 && status !== 503 && status !== 504) return undefined;
  const seen = `The proxy at ${base} answered ${status}: it does not reach this server.`;
  const say = `This server listens at ${upstream}. Send requests there; from another machine or container, start it with HOST=0.0.0.0.`;
  const code = `# nginx\nproxy_pass ${upstream};\n\n# Caddy\nreverse_proxy ${upstream}`;
  return { code: 'proxy-without-server', title: 'The proxy does not reach this server', seen, fix: fix(say, code) };
};

const encryptedPort: Explain = ({ status, body }, { base }) => {
  if (status !== 400 || !/plain HTTP request was sent to HTTPS|HTTP request to an HTTPS/i.test(body.toString()))
    return undefined;
  return needsHttps(base, 'It answered that it takes encrypted requests only.');
};

const anotherPatchcord: Explain = ({ status, headers, body }, where) => {
  const text = body.toString();
  const twiml = /xml/.test(headers['content-type'] ?? '') && text.includes('<Response');
  const refusal = /signature is missing or wrong|There is no webhook at this address|signatures cannot be checked/.test(
    text,
  );
  if (!twiml && !refusal) return undefined;
  const seen = `${where.base} answered ${status} as Patchcord does, but the request did not come to this process.`;
  const say = `Stop the other server, or lead the proxy to this one at ${where.upstream}.`;
  return { code: 'another-server', title: 'Another Patchcord answers at the public address', seen, fix: fix(say) };
};

const page: Explain = ({ status, headers, body }, where) => {
  if (status !== 200 || !/html/.test(headers['content-type'] ?? '')) return undefined;
  if (!/tunnel|continue|visit|warning|reminder|phishing/i.test(body.toString())) return undefined;
  const said = excerpt({ headers, body }, where);
  return interstitial(`${where.base} answered 200 with a page in between${said === '' ? '' : `: ${said}`}.`);
};

const EXPLANATIONS: readonly Explain[] = [
  ngrok,
  redirect,
  refusedEntry,
  tunnelDown,
  challenge,
  gateway,
  encryptedPort,
  anotherPatchcord,
  page,
];

function stranger(answer: Answer, where: Surroundings): Diagnosis {
  const { base, prefix, upstream } = where;
  const said = excerpt(answer, where);
  const seen = `${base} answered ${answer.status}${said === '' ? '' : `: ${said}`}. The request did not come to this server.`;
  const path = prefix === '' ? ' If Patchcord lies below a path there, the path belongs into PUBLIC_BASE_URL.' : '';
  const say = `Check the address, and that the server or proxy there hands ${prefix}/voice/ and ${prefix}/messaging/ on to ${upstream}.${path}`;
  return {
    code: 'another-server',
    title: 'Something else answers at the public address',
    seen,
    fix: fix(say, undefined, { kind: 'settings' }),
  };
}

/** What to do about an address given with http where only https is spoken. */
export function needsHttps(base: string, seen: string): Diagnosis {
  return {
    code: 'needs-https',
    title: 'The address must begin with https',
    seen: `${base} was asked without encryption. ${seen}`,
    fix: fix('Set the address with https:', `PUBLIC_BASE_URL=${base.replace(/^http:/, 'https:')}`, {
      kind: 'settings',
    }),
  };
}

function interstitial(seen: string): Diagnosis {
  const say =
    'Turn the page off in the tunnel’s settings, or use a tunnel without one. Callers hear nothing as long as it stands between.';
  return { code: 'interstitial', title: 'A page stands between Twilio and this server', seen, fix: fix(say) };
}

function authWall(seen: string): Diagnosis {
  const say =
    'Twilio cannot log in. Let /voice/ and /messaging/ pass: every request there must carry Twilio’s signature.';
  const code =
    '# nginx\nlocation ~ ^/(voice|messaging)/ {\n    auth_basic off;\n    proxy_pass http://127.0.0.1:3000;\n}';
  return { code: 'login-wall', title: 'A login stands before the webhooks', seen, fix: fix(say, code) };
}

function isLogin({ host, pathname }: URL): boolean {
  return (
    /(^|\.)(login|auth|accounts|sso)\.|cloudflareaccess\.com$|tunnels\.api\.visualstudio\.com$|^github\.com$/.test(
      host,
    ) || /\/(login|signin|sign_in|oauth2?|auth)(\/|$)/.test(pathname)
  );
}

/** Some words of an answer, without markup; never more, and none of a service that only the own network can ask. */
function excerpt({ headers, body }: Pick<Answer, 'headers' | 'body'>, { isPublic }: Surroundings): string {
  if (!isPublic) return '';
  const type = headers['content-type'] ?? '';
  if (headers['content-encoding'] !== undefined || !/^(text\/|application\/(json|xml))/.test(type)) return '';
  const text = body.toString('utf8', 0, 2_000);
  const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1];
  const words = (title ?? text.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
  return words === '' ? '' : `“${shorten(words)}”`;
}

/** Without the doctor's own part and the query. */
function placeOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname.replace(/\/voice\/doctor-.*$|\/$/, '')}`;
}

function resolve(location: string, base: string): URL | undefined {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}
