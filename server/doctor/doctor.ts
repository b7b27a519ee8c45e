import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { CHECK_GROUPS, type CheckGroup, type Checkup, type Finding, worstFirst } from '../../shared/api/doctor.ts';
import { checkAccount } from './account.ts';
import { checkAddress } from './address.ts';
import { checkClock } from './clock.ts';
import type { DoctorDeps } from './deps.ts';
import { type Note, reasonOf } from './finding.ts';
import { checkFlows } from './flows.ts';
import { checkMachine } from './machine.ts';
import { checkNumbers } from './numbers.ts';
import { checkWebhooks } from './webhooks.ts';

/** Looks at everything between a phone that is dialled and a flow that answers, and says what to mend. */
export interface Doctor {
  /** @param only groups to look at; all of them if absent. Groups that are being looked at already are not begun again. */
  check(only?: readonly CheckGroup[]): Promise<Checkup>;
}

type Check = (deps: DoctorDeps) => Promise<readonly Note[]>;

const CHECKS: Readonly<Record<CheckGroup, Check>> = {
  account: checkAccount,
  address: checkAddress,
  webhooks: checkWebhooks,
  numbers: checkNumbers,
  flows: checkFlows,
  server: async (deps) => (await Promise.all([checkMachine(deps), checkClock(deps)])).flat(),
};

export function createDoctor(deps: DoctorDeps, log: Pick<Logger, 'error'>): Doctor {
  const underWay = new Map<string, Promise<readonly Finding[]>>();

  const look = async (group: CheckGroup): Promise<readonly Finding[]> => {
    try {
      return worstFirst((await CHECKS[group](deps)).map((note) => ({ group, ...note })));
    } catch (error) {
      log.error({ err: error, group }, 'A check of the doctor failed.');
      const seen = `The check itself failed: ${reasonOf(error)}`;
      return [{ group, code: 'check-failed', status: 'unknown', title: 'This could not be looked at', seen }];
    }
  };

  const join = (group: CheckGroup): Promise<readonly Finding[]> => {
    // What is said of a former address or account answers nobody who asks about the present one.
    const key = fingerprint([group, deps.settings.publicUrl(), deps.settings.credentials()]);
    const found = underWay.get(key) ?? look(group).finally(() => underWay.delete(key));
    underWay.set(key, found);
    return found;
  };

  return {
    async check(only = CHECK_GROUPS) {
      const groups = CHECK_GROUPS.filter((group) => only.includes(group));
      const findings = (await Promise.all(groups.map(join))).flat();
      return { checkedAt: deps.now(), groups, findings };
    },
  };
}

/** Tells one from another without keeping what secrets are in it. */
function fingerprint(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64');
}
