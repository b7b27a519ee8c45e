import { Server } from 'lucide-react';
import { LIVE } from '../../shared/flow/environments.ts';
import { environmentsStore, useEnvironments } from '../state/environments.ts';

/** With whose values the flow is tried; nothing where there is only `live`. */
export function EnvironmentSwitch() {
  const { view, tried } = useEnvironments();
  if (!view || view.environments.length < 2) return null;
  return (
    <span className={tried === LIVE ? 'pill top-switch' : 'pill top-switch is-other'}>
      <Server size={14} aria-hidden="true" />
      <select
        aria-label="Environment"
        title="TwiML, the phone, tests and problems are with the values of this environment"
        value={tried}
        onChange={(event) => environmentsStore.getState().tryIn(event.target.value)}
      >
        {view.environments.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </span>
  );
}
