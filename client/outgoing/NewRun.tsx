import { useMemo, useState } from 'react';
import type { OutgoingCheck, OutgoingSettingsView } from '../../shared/api/outgoing.ts';
import { LIVE } from '../../shared/flow/environments.ts';
import { callerIdsApi } from '../api/caller-ids.ts';
import { flowsApi } from '../api/flows.ts';
import { outgoingApi } from '../api/outgoing.ts';
import { ApiFailure } from '../api/request.ts';
import { useEnvironments } from '../state/environments.ts';
import { goTo } from '../state/route.ts';
import { type Loaded, useLoad } from '../state/use-load.ts';
import { Labelled } from '../ui/controls/Labelled.tsx';
import { PageState } from '../ui/controls/PageState.tsx';
import { SignedOut } from '../ui/controls/SignedOut.tsx';
import { formatPhone } from '../ui/format.ts';
import { CsvChooser } from './CsvChooser.tsx';
import { Columns, CsvPreview } from './CsvPreview.tsx';
import { headerOf, TO, type Use, usesOf } from './columns.ts';
import { RunSettings } from './RunSettings.tsx';
import { bodyOf, checkBody, EMPTY, type RunForm } from './run-form.ts';
import { StartDialog } from './StartDialog.tsx';
import { people } from './words.ts';

interface NewRunProps {
  /** Another once the limits of calls out were changed: what was looked through under the former counts no more. */
  readonly limits: number;
  readonly onStarted: (list: string) => void;
}

/** A new list: which flow, from which number, whom, how fast. Nobody is called before all of it was shown and confirmed. */
export function NewRun({ limits, onStarted }: NewRunProps) {
  const [form, setForm] = useState<RunForm>(EMPTY);
  const [confirming, setConfirming] = useState(false);
  const flows = useLoad('flows', () => flowsApi.list());
  const callers = useLoad('froms', () => callerIdsApi.froms());
  const settings = useLoad(`outgoing-settings ${limits}`, () => outgoingApi.settings());
  const variables = useVariables(form.flow, form.environment);
  const { view } = useEnvironments();
  const environments = view?.environments ?? [LIVE];
  const isLive = form.environment === LIVE;
  const header = useMemo(() => (form.file ? headerOf(form.file.csv) : []), [form.file]);
  const uses = usesOf(header, variables.data ?? [], form.chosen);
  // Columns of variables that are not known yet would be left out, and people called without their values.
  const asked = variables.data && checkBody(form, uses);
  // The file itself is too long for a key.
  const key = asked && JSON.stringify({ ...asked, csv: form.file?.id, limits });
  const check = useLoad(key ?? null, () => outgoingApi.check(asked as NonNullable<typeof asked>));
  if (callers.error) return <NotLoaded what="numbers" error={callers.error} again={() => void callers.reload()} />;
  if (flows.error) return <NotLoaded what="flows" error={flows.error} again={() => void flows.reload()} />;
  const set = (part: Partial<RunForm>) => setForm((before) => ({ ...before, ...part }));
  const good = check.data?.good ?? 0;
  const bad = check.data?.badTotal ?? 0;
  const ready = bodyOf(form, uses) !== undefined && check.data !== undefined && good > 0 && (bad === 0 || form.skipBad);
  return (
    <form
      className="outgoing-form is-page"
      onSubmit={(event) => {
        event.preventDefault();
        setConfirming(true);
      }}
    >
      <div className="outgoing-pair">
        <Labelled
          label="Flow"
          hint={`Each call runs the version that ${isLive ? 'is live' : `runs in ${form.environment}`} when the list begins`}
        >
          {(attributes) => (
            <select
              {...attributes}
              className="control"
              required
              value={form.flow}
              onChange={(event) => set({ flow: event.target.value, chosen: {} })}
            >
              <option value="">Choose a flow</option>
              {flows.data?.flows.map(({ id, name, live }) => (
                <option key={id} value={id} disabled={isLive && live === null}>
                  {name}
                  {isLive && live === null ? ' – not published' : ''}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        {environments.length > 1 && (
          <Labelled label="Environment" hint="Its version of the flow, with its values">
            {(attributes) => (
              <select
                {...attributes}
                className="control"
                value={form.environment}
                onChange={(event) => set({ environment: event.target.value, chosen: {} })}
              >
                {environments.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            )}
          </Labelled>
        )}
        <Labelled label="From" hint="What people see when their phone rings">
          {(attributes) => (
            <select
              {...attributes}
              className="control"
              required
              value={form.from}
              onChange={(event) => set({ from: event.target.value })}
            >
              <option value="">{callers.data ? 'Choose a number' : 'Loading numbers'}</option>
              {callers.data?.numbers.map(({ phoneNumber }) => (
                <option key={phoneNumber} value={phoneNumber}>
                  {formatPhone(phoneNumber)}
                </option>
              ))}
              {callers.data && callers.data.verified.length > 0 && (
                <optgroup label="Verified caller IDs">
                  {callers.data.verified.map(({ phoneNumber }) => (
                    <option key={phoneNumber} value={phoneNumber}>
                      {formatPhone(phoneNumber)}
                    </option>
                  ))}
                </optgroup>
              )}
            </select>
          )}
        </Labelled>
      </div>
      <CsvChooser file={form.file} onChange={(file) => set({ file, chosen: {} })} />
      <Checked form={form} uses={uses} variables={variables} check={check} set={set} />
      {check.data && <RunSettings form={form} set={set} />}
      {check.data && settings.data && <Caps settings={settings.data} good={good} />}
      <div className="outgoing-buttons">
        <button type="submit" className="main-button" disabled={!ready}>
          {good > 0 ? `Call ${people(good)}` : 'Call'}
        </button>
      </div>
      {confirming && (
        <StartDialog
          form={form}
          uses={uses}
          good={good}
          bad={bad}
          onClose={() => setConfirming(false)}
          onStarted={onStarted}
        />
      )}
    </form>
  );
}

interface CheckedProps {
  readonly form: RunForm;
  readonly uses: Readonly<Record<string, Use>>;
  readonly variables: Loaded<readonly string[]>;
  readonly check: Loaded<OutgoingCheck>;
  readonly set: (part: Partial<RunForm>) => void;
}

function Checked({ form, uses, variables, check, set }: CheckedProps) {
  if (form.file === null) return null;
  if (form.flow === '' || form.from === '')
    return <p className="quiet-line">Choose a flow and a number, and the file is looked through.</p>;
  if (!variables.data) return <Unknown variables={variables} />;
  const columns = {
    uses,
    variables: variables.data,
    sample: check.data?.sample ?? [],
    set: (chosen: RunForm['chosen']) => set({ chosen }),
  };
  if (!Object.values(uses).includes(TO)) {
    return (
      <section className="csv" aria-label="What the file holds">
        <p className="csv-sum">Say which column holds the numbers to call.</p>
        <Columns {...columns} />
      </section>
    );
  }
  if (check.error) {
    const { problems = [] } = check.error as Partial<ApiFailure>;
    return (
      <div className="outgoing-trouble" role="alert">
        <p>{check.error.message}</p>
        {problems.length > 1 && (
          <ul>
            {problems.slice(0, 10).map(({ path, message }) => (
              <li key={path + message}>{message}</li>
            ))}
          </ul>
        )}
      </div>
    );
  }
  if (!check.data) return <p className="quiet-line">Looking through the file</p>;
  return (
    <CsvPreview check={check.data} form={form} set={set}>
      <Columns {...columns} />
    </CsvPreview>
  );
}

/** Nothing is looked through before it is known what the columns can be for. */
function Unknown({ variables: { error, reload } }: { readonly variables: Loaded<readonly string[]> }) {
  if (!error) return <p className="quiet-line">Looking up the flow’s variables</p>;
  return (
    <div className="outgoing-trouble" role="alert">
      <p>The flow’s variables could not be loaded. {error.message}</p>
      <button type="button" className="plain-button is-small" onClick={() => void reload()}>
        Try again
      </button>
    </div>
  );
}

/** Whether the day has room for all of them. */
function Caps({ settings, good }: { readonly settings: OutgoingSettingsView; readonly good: number }) {
  const room = Math.max(0, settings.callsPerDay - settings.callsToday);
  return (
    <p className={good > room ? 'outgoing-note' : 'quiet-line'}>
      {settings.callsToday.toLocaleString('en')} of {settings.callsPerDay.toLocaleString('en')} calls were placed today
      (UTC).{' '}
      {good > room
        ? `${people(room)} can be called today; the list waits for the next days with the others.`
        : 'There is room for all of these.'}{' '}
      Countries that may be called: {settings.allowed.join(', ') || 'none'}. Both are set under Limits.
    </p>
  );
}

interface NotLoadedProps {
  readonly what: string;
  readonly error: Error;
  readonly again: () => void;
}

function NotLoaded({ what, error, again }: NotLoadedProps) {
  if (error instanceof ApiFailure && error.status === 401) return <SignedOut />;
  if (error instanceof ApiFailure && error.code === 'no-credentials') {
    const settings = (
      <button type="button" className="main-button" onClick={() => goTo({ page: 'settings' })}>
        Open Settings
      </button>
    );
    return (
      <PageState title="No Twilio account is set" actions={settings}>
        Calls are placed by the Twilio account. Enter its SID and auth token, or an API key.
      </PageState>
    );
  }
  const retry = (
    <button type="button" className="plain-button" onClick={again}>
      Try again
    </button>
  );
  return (
    <PageState title={`The ${what} could not be loaded`} actions={retry}>
      {error.message}
    </PageState>
  );
}

/** Names of the variables that the version of a flow declares which runs in an environment. */
function useVariables(flow: string, environment: string): Loaded<readonly string[]> {
  return useLoad(flow === '' ? null : `variables ${flow} ${environment}`, async () => {
    const running = (await flowsApi.versions(flow)).environments[environment];
    return running === undefined ? [] : Object.keys((await flowsApi.version(flow, running)).document.variables ?? {});
  });
}
