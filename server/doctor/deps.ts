import type { Twilio } from 'twilio';
import type { NumberListView } from '../../shared/api/numbers.ts';
import type { Store } from '../store/store.ts';
import type { Credentials, ServerSettings } from '../twilio/settings.ts';
import type { Network } from './network.ts';
import type { Probe } from './probe.ts';
import type { RequestLimits } from './request.ts';

/** What the doctor's checks look at. */
export interface DoctorDeps {
  readonly settings: Pick<ServerSettings, 'credentials' | 'publicUrl'>;
  /** A client for these credentials. Rejects with ApiFailure 409 where they do not suffice. */
  readonly client: (credentials: Credentials) => Promise<Twilio>;
  /** Absent where no server was ever started in the data directory. */
  readonly store: Pick<Store, 'flows' | 'environments'> | undefined;
  /** The account's numbers; rejects with ApiFailure. Absent like the store. */
  readonly numbers: (() => Promise<NumberListView>) | undefined;
  /** Absent without a running server. */
  readonly probe: Probe | undefined;
  readonly network: Network;
  readonly limits: RequestLimits;
  /** Where this server listens. */
  readonly listens: { readonly host: string; readonly port: number };
  readonly dataDir: string;
  readonly now: () => number;
}
