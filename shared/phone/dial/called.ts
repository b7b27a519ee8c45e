import type { Leg } from '../leg.ts';
import type { VerbRun } from '../types.ts';
import { reportProgress } from './progress.ts';
import type { Target } from './targets.ts';

/** Somebody who is being called, or was. */
export interface Called {
  readonly target: Target;
  readonly leg: Leg;
  /** What the called application gives back to the Dial's action. */
  returned: Readonly<Record<string, string>>;
}

/**
 * Makes the leg of a target; it does not ring yet.
 *
 * @param recorded what its status callback tells of the Dial's recording, once it is over
 */
export function placeCall(run: VerbRun, target: Target, recorded: () => Readonly<Record<string, string>>): Called {
  const { leg: parent, exchange } = run;
  const { to, from, passes } = target;
  const leg = exchange.child({ from, to, parent });
  leg.emit({ kind: 'ring', to, parent: parent.sid });
  leg.emit({ kind: 'status', status: leg.status });
  leg.setActivity('dialling');
  if (target.noun.tag !== 'Application' && Object.keys(passes).length > 0) {
    leg.emit({ kind: 'note', what: target.noun.tag === 'Sip' ? 'sip-headers' : 'parameters', details: passes });
  }
  reportProgress(exchange, leg, target.attributes, recorded);
  return { target, leg, returned: {} };
}

/** What the world knows of somebody who is called; it never sees passwords. */
export function worldSays({ exchange }: VerbRun, { target, leg }: Called): Readonly<Record<string, string>> {
  const attributes = Object.fromEntries(Object.entries(target.noun.attributes).filter(([name]) => name !== 'password'));
  return exchange.world.outcome?.({ about: target.noun.tag, attributes, leg }) ?? {};
}

/** Takes a called leg down from the caller's side: a phone that still rings stops. */
export function drop({ leg }: Called, why: string): void {
  leg.end(leg.answered ? 'completed' : 'canceled', why);
}
