import { useMemo, useState } from 'react';
import type { OutgoingCheck, OutgoingSettingsView } from '../../shared/api/outgoing.ts';
import { callerIdsApi } from '../api/caller-ids.ts';
import { flowsApi } from '../api/flows.ts';
import { outgoingApi } from '../api/outgoing.ts';
import { ApiFailure } from '../api/request.ts';
import { createRequestKeys } from '../state/request-keys.ts';
import { goTo } from '../state/route.ts';
import { useLoad } from '../state/use-load.ts';
import { Dialog } from '../ui/controls/Dialog.tsx';
import { Labelled } from '../ui/controls/Labelled.tsx';
import { PageState } from '../ui/controls/PageState.tsx';
import { formatPhone } from '../ui/format.ts';
import { CsvChooser } from './CsvChooser.tsx';
import { Columns, CsvPreview } from './CsvPreview.tsx';
import { headerOf, TO, type Use, usesOf } from './columns.ts';
import { RunSettings } from './RunSettings.tsx';
import { bodyOf, checkBody, EMPTY, type RunForm } from './run-form.ts';
import { people } from './words.ts';

/** A new list: which flow, from which number, whom, how fast. Nobody is called before all of it was shown and confirmed. */
export function NewRun({ onStarted }: { readonly onStarted: (list: string) => void }) {
  const [form, setForm] = useState<RunForm>(EMPTY);
  const [confirming, setConfirming] = useState(false);
  const flows = useLoad('flows', () => flowsApi.list());
  const callers = useLoad('froms', () => callerIdsApi.froms());
  const settings = useLoad('outgoing-settings', () => outgoingApi.settings());
  const variables = useVariables(form.flow);
  const header = useMemo(() => (form.file ? headerOf(form.file.csv) : []), [form.file]);
  const uses = usesOf(header, variables, form.chosen);
  const asked = checkBody(form, uses);
  // The file itself is too long for a key.
  const key = asked && JSON.stringify({ ...asked, csv: form.file?.id });
  const check = useLoad(key ?? null, () => outgoingApi.check(asked as NonNullable<typeof asked>));
  if (callers.error) return <NoCallers error={callers.error} again={() => void callers.reload()} />;
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
        <Labelled label="Flow" hint="Each call runs the version that is live when the list begins">
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
                <option key={id} value={id} disabled={live === null}>
                  {name}
                  {live === null ? ' – not published' : ''}
                </option>
              ))}
            </select>
          )}
        </Labelled>
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
        <Confirm
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
  readonly variables: readonly string[];
  readonly check: {
    readonly data: OutgoingCheck | undefined;
    readonly error: Error | undefined;
    readonly loading: boolean;
  };
  readonly set: (part: Partial<RunForm>) => void;
}

function Checked({ form, uses, variables, check, set }: CheckedProps) {
  if (form.file === null) return null;
  if (form.flow === '' || form.from === '')
    return <p className="outgoing-line">Choose a flow and a number, and the file is looked through.</p>;
  const columns = {
    uses,
    variables,
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
  if (!check.data) return <p className="outgoing-line">Looking through the file</p>;
  return (
    <CsvPreview check={check.data} form={form} set={set}>
      <Columns {...columns} />
    </CsvPreview>
  );
}

/** Whether the day has room for all of them. */
function Caps({ settings, good }: { readonly settings: OutgoingSettingsView; readonly good: number }) {
  const room = Math.max(0, settings.callsPerDay - settings.callsToday);
  return (
    <p className={good > room ? 'outgoing-note' : 'outgoing-line'}>
      {settings.callsToday.toLocaleString('en')} of {settings.callsPerDay.toLocaleString('en')} calls were placed today
      (UTC).{' '}
      {good > room
        ? `${people(room)} can be called today; the list waits for the next days with the others.`
        : 'There is room for all of these.'}{' '}
      Countries that may be called: {settings.allowed.join(', ') || 'none'}. Both are set under Limits.
    </p>
  );
}

interface ConfirmProps {
  readonly form: RunForm;
  readonly uses: Readonly<Record<string, Use>>;
  readonly good: number;
  readonly bad: number;
  readonly onClose: () => void;
  readonly onStarted: (list: string) => void;
}

/** Confirmed again after a lost answer, even in a form that was made anew, it is the same list. */
const keys = createRequestKeys();

function Confirm({ form, uses, good, bad, onClose, onStarted }: ConfirmProps) {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const start = async (): Promise<void> => {
    const body = bodyOf(form, uses);
    if (!body) return;
    setBusy(true);
    setTrouble(null);
    try {
      const list = await outgoingApi.create({ ...body, idempotencyKey: keys.of(body) });
      keys.done(body);
      onStarted(list.id);
    } catch (error) {
      setTrouble(error instanceof Error ? error.message : String(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Call ${people(good)}?`} open onClose={() => !busy && onClose()}>
      <p className="outgoing-line">
        {people(good)} will be called from {formatPhone(form.from)}, at most {form.concurrency} at a time and{' '}
        {form.callsPerSecond} a second
        {form.hours && `, between ${form.hours.from} and ${form.hours.to} (${form.hours.timezone})`}. It begins at once
        and can be paused or canceled.{bad > 0 && ` ${bad} bad rows are left out.`}
      </p>
      {trouble && (
        <p className="outgoing-line is-error" role="alert">
          {trouble}
        </p>
      )}
      <div className="outgoing-buttons">
        <button type="button" className="plain-button" disabled={busy} onClick={onClose}>
          Not yet
        </button>
        <button type="button" className="main-button" disabled={busy} onClick={() => void start()}>
          {busy ? 'Starting' : 'Start calling'}
        </button>
      </div>
    </Dialog>
  );
}

function NoCallers({ error, again }: { readonly error: Error; readonly again: () => void }) {
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
    <PageState title="The numbers could not be loaded" actions={retry}>
      {error.message}
    </PageState>
  );
}

/** Names of the variables that the live version of a flow declares. */
function useVariables(flow: string): readonly string[] {
  const { data } = useLoad(flow === '' ? null : `variables ${flow}`, async () => {
    const { live } = await flowsApi.versions(flow);
    return live === null ? [] : Object.keys((await flowsApi.version(flow, live)).document.variables ?? {});
  });
  return data ?? [];
}
