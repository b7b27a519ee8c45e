import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { API_BASE } from '../shared/api/base.ts';
import type { Access } from './auth/access.ts';
import type { FailureBuckets } from './auth/buckets.ts';
import { guard } from './auth/guard.ts';
import type { Desks } from './desks.ts';
import type { EnvironmentDesk } from './environments/desk.ts';
import { createApiRouter } from './routes/api.ts';
import { callerIdHandlers } from './routes/caller-ids.ts';
import { callHandlers } from './routes/calls.ts';
import { createDesignerRouter } from './routes/designer.ts';
import { doctorHandlers } from './routes/doctor.ts';
import { environmentHandlers } from './routes/environments.ts';
import { ApiFailure } from './routes/failure.ts';
import { flowHandlers } from './routes/flows.ts';
import { createLoginRouter } from './routes/login.ts';
import { numberMarketHandlers } from './routes/number-market.ts';
import { numberHandlers } from './routes/numbers.ts';
import { outgoingHandlers } from './routes/outgoing.ts';
import { recordingHandlers } from './routes/recordings.ts';
import { settingsHandlers } from './routes/settings.ts';
import { setupHandlers } from './routes/setup.ts';
import { softphoneHandlers } from './routes/softphone.ts';
import { type RequestTrial, trialHandlers } from './routes/trials.ts';
import { versionHandlers } from './routes/versions.ts';
import { voicemailHandlers } from './routes/voicemails.ts';
import { isStoreFull, type Store } from './store/store.ts';
import type { ServerSettings } from './twilio/settings.ts';

export interface AppDeps {
  readonly store: Store;
  readonly access: Access;
  readonly buckets: FailureBuckets;
  readonly settings: ServerSettings;
  readonly desks: Desks;
  readonly environments: EnvironmentDesk;
  /** Makes a request of a flow that is tried out. */
  readonly ask: RequestTrial;
  readonly log: Logger;
  readonly version: string;
  /** The built designer (`dist/client`). */
  readonly designer: string;
  readonly now: () => number;
  /** Called after new calls of a flow get another version than before. */
  readonly onLive: (flow: string) => void;
}

/** Everything but the webhooks, which answer before Express is asked: login, the API, the designer. */
export function createApp(deps: AppDeps): Express {
  const { store, access, buckets, settings, desks, now } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(securityHeaders());
  app.use('/softphone', securityHeaders(VOICE_SDK));
  app.get('/healthz', (_req, res) => {
    res.set('cache-control', 'no-store').json({ ok: true });
  });
  app.use(createLoginRouter({ access, buckets, publicUrl: () => settings.publicUrl().url }));
  app.use(API_BASE, noStore, guard(access, buckets));
  app.use(
    API_BASE,
    createApiRouter({
      ...setupHandlers({ settings, access, version: deps.version }),
      ...flowHandlers({
        flows: store.flows,
        numbers: store.numbers,
        operations: store.operations,
        environments: deps.environments,
        now,
        onLive: deps.onLive,
      }),
      ...versionHandlers({ flows: store.flows, environments: deps.environments, now, onLive: deps.onLive }),
      ...environmentHandlers(deps.environments),
      ...callHandlers(store.calls, store.effects),
      ...settingsHandlers(settings, desks.softphone),
      ...numberHandlers(desks.numbers),
      ...recordingHandlers(desks.recordings),
      ...voicemailHandlers(desks.voicemails),
      ...callerIdHandlers(desks.callerIds),
      ...outgoingHandlers(desks.outgoing),
      ...numberMarketHandlers(desks.numbers),
      ...softphoneHandlers(desks.softphone),
      ...doctorHandlers(desks.doctor),
      ...trialHandlers(deps.ask),
    }),
  );
  app.use(createDesignerRouter(access, deps.designer));
  app.use((req: Request, res: Response) => {
    res.status(404).json(new ApiFailure(404, 'not-found', `There is nothing at ${req.method} ${req.path}.`).body());
  });
  app.use(errorHandler(deps.log));
  return app;
}

/** Where a page may connect to beside this server. */
interface Openings {
  readonly connect: readonly string[];
  readonly media: readonly string[];
}

const NONE: Openings = { connect: [], media: [] };

/**
 * What the page of the browser phone needs: signalling at the edge that is nearest, which Twilio names only then, its sounds and
 * its reports of quality. "Content Security Policy" in https://github.com/twilio/twilio-voice.js
 */
const VOICE_SDK: Openings = { connect: ['wss://*.twilio.com', 'https://*.twilio.com'], media: ['mediastream:'] };

/** No inline scripts, nothing from elsewhere, no framing. Styles may be inline: the canvas positions cards with them. */
function securityHeaders({ connect, media }: Openings = NONE) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // WebAssembly, in which functions are tried out; it opens no way to scripts made from text.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        // What a flow plays lies where its author put it.
        mediaSrc: ["'self'", 'https:', 'http:', ...media],
        connectSrc: ["'self'", ...connect],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // The login form's POST must carry its Origin, and links to Twilio's pages must not carry ours.
    referrerPolicy: { policy: 'same-origin' },
    // Whoever ends TLS in front of us decides about it.
    strictTransportSecurity: false,
  });
}

function noStore(_req: Request, res: Response, next: NextFunction): void {
  res.set('cache-control', 'no-store');
  next();
}

function errorHandler(log: Logger) {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req: Request, res: Response, _next: NextFunction) => {
    const failure = toFailure(error);
    if (failure.status >= 500) log.error({ err: error, method: req.method, path: req.path }, failure.message);
    if (res.headersSent) {
      res.destroy();
      return;
    }
    res.status(failure.status).set(failure.headers).json(failure.body());
  };
}

/** Refusals of Express and its parsers in our words; anything else is our own bug. */
function toFailure(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error;
  const { status, type, message } = (error ?? {}) as { status?: unknown; type?: unknown; message?: unknown };
  if (type === 'entity.too.large') {
    const text = 'The request is larger than a flow document may be.';
    return new ApiFailure(413, 'too-large', text, { problems: [{ path: '$', message: text, code: 'too-large' }] });
  }
  if (type === 'encoding.unsupported') return new ApiFailure(415, 'compressed', 'Compressed requests are not read.');
  if (status === 404) return new ApiFailure(404, 'not-found', 'There is no such file.');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ApiFailure(status, 'bad-request', `The request cannot be read: ${String(message)}.`);
  }
  if (isStoreFull(error)) {
    return new ApiFailure(
      507,
      'disk-full',
      'Nothing was saved: the disk of the server is full. Make room and try again.',
    );
  }
  return new ApiFailure(500, 'internal', 'Something went wrong on the server. Its log says what.');
}
