import { LIVE } from '../../shared/flow/environments.ts';
import { useEnvironments } from '../state/environments.ts';
import { uiStore } from '../state/index.ts';
import { goTo } from '../state/route.ts';
import type { Missing } from './missing.ts';

interface EnvironmentStepProps {
  readonly environment: string;
  readonly onChoose: (environment: string) => void;
  readonly missing: readonly Missing[];
}

/** Where the version is to run, and what that environment lacks; nothing where there is only `live` and it lacks nothing. */
export function EnvironmentStep({ environment, onChoose, missing }: EnvironmentStepProps) {
  const { view } = useEnvironments();
  const names = view?.environments ?? [LIVE];
  if (names.length < 2 && missing.length === 0) return null;
  return (
    <section className="publish-step" aria-labelledby="publish-environment-title">
      <h3 id="publish-environment-title">Environment</h3>
      {names.length > 1 && (
        <select
          className="control publish-environment"
          aria-labelledby="publish-environment-title"
          value={environment}
          onChange={(event) => onChoose(event.target.value)}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {name === LIVE ? 'live: what callers reach' : name}
            </option>
          ))}
        </select>
      )}
      {missing.length > 0 && (
        <div className="publish-missing">
          <p>The flow names what {environment} does not have:</p>
          <ul>
            {missing.map(({ path, message }) => (
              <li key={path}>{message}</li>
            ))}
          </ul>
          <button
            type="button"
            className="plain-button is-small"
            onClick={() => {
              uiStore.getState().showDialog(null);
              goTo({ page: 'environments' });
            }}
          >
            Open Environments
          </button>
        </div>
      )}
    </section>
  );
}
