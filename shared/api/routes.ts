import { callerIdRoutes } from './routes/caller-ids.ts';
import { callRoutes } from './routes/calls.ts';
import { doctorRoutes } from './routes/doctor.ts';
import { environmentRoutes } from './routes/environments.ts';
import { flowRoutes } from './routes/flows.ts';
import { numberMarketRoutes } from './routes/number-market.ts';
import { numberRoutes } from './routes/numbers.ts';
import { outgoingRoutes } from './routes/outgoing.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { settingsRoutes } from './routes/settings.ts';
import { setupRoutes } from './routes/setup.ts';
import { softphoneRoutes } from './routes/softphone.ts';
import { trialRoutes } from './routes/trials.ts';
import { voicemailRoutes } from './routes/voicemails.ts';

/** Everything the REST API answers, below `API_BASE`. The server builds its router and the OpenAPI document from this table. */
export const apiRoutes = {
  ...setupRoutes,
  ...flowRoutes,
  ...environmentRoutes,
  ...callRoutes,
  ...settingsRoutes,
  ...numberRoutes,
  ...numberMarketRoutes,
  ...callerIdRoutes,
  ...outgoingRoutes,
  ...recordingRoutes,
  ...voicemailRoutes,
  ...softphoneRoutes,
  ...doctorRoutes,
  ...trialRoutes,
};

/** Name of a route; handlers and the OpenAPI document's operation ids use it. */
export type ApiRouteName = keyof typeof apiRoutes;
