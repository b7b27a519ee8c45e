import { openApiDocument } from '../../shared/api/openapi.ts';
import type { Setup } from '../../shared/api/setup.ts';
import { blocks } from '../../shared/blocks/index.ts';
import { flowJsonSchema } from '../../shared/json-schema.ts';
import { templates } from '../../shared/templates/index.ts';
import type { Access } from '../auth/access.ts';
import { COOKIE } from '../auth/guard.ts';
import { canReachAccount, type ServerSettings } from '../twilio/settings.ts';
import type { ApiHandlers } from './handler.ts';

export interface SetupRoutesDeps {
  readonly settings: ServerSettings;
  readonly access: Access;
  readonly version: string;
}

/** What this server can do, who is asking, and the description of the API. */
export function setupHandlers({ settings, access, version }: SetupRoutesDeps): Pick<ApiHandlers, SetupRoutes> {
  const description = openApiDocument(version);
  const schema = flowJsonSchema(blocks);
  return {
    getOpenApi: async () => ({ status: 200, body: description }),
    getFlowSchema: async () => ({ status: 200, body: schema }),
    getSetup: async () => ({ status: 200, body: setupOf(settings, version) }),
    getSession: async ({ principal }) => ({ status: 200, body: { kind: principal.kind } }),
    async logOut({ principal }) {
      if (principal.kind === 'person') await access.forget(principal.cookie);
      return { status: 204, headers: { 'set-cookie': `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict` } };
    },
  };
}

type SetupRoutes = 'getOpenApi' | 'getFlowSchema' | 'getSetup' | 'getSession' | 'logOut';

function setupOf(settings: ServerSettings, version: string): Setup {
  const credentials = settings.credentials();
  const { url } = settings.publicUrl();
  const missing: Setup['webhooks']['missing'] = [];
  if (url === null) {
    const message =
      'The address at which Twilio reaches this server is not set. Enter it in Settings or set PUBLIC_BASE_URL.';
    missing.push({ code: 'no-public-url', message });
  }
  if (credentials.authToken === null) {
    const message =
      'The auth token is not set, so webhooks cannot be told from forgeries and are refused. Enter it in Settings or set TWILIO_AUTH_TOKEN.';
    missing.push({ code: 'no-auth-token', message });
  }
  return {
    version,
    publicBaseUrl: url,
    webhooks: { ready: missing.length === 0, missing },
    twilio: {
      configured: canReachAccount(credentials),
      accountSid: credentials.accountSid,
      source: credentials.source,
    },
    templates: templates.map(({ id, title, about }) => ({ id, title, about })),
  };
}
