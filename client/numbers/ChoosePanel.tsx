import { useState } from 'react';
import type { FlowSummaryView, VersionView } from '../../shared/api/flows.ts';
import type { Channel, NumberView } from '../../shared/api/numbers.ts';
import { inEnvironment, LIVE } from '../../shared/flow/environments.ts';
import { flowsApi } from '../api/flows.ts';
import { numbersApi } from '../api/numbers.ts';
import { channelsOf } from '../state/entries.ts';
import { useEnvironments } from '../state/environments.ts';
import { answererWords, channelWord, isSettled, obstacleOf } from '../state/number-words.ts';
import { type Outcome, operate } from '../state/operation.ts';
import { type Loaded, useLoad } from '../state/use-load.ts';
import { formatPhone } from '../ui/format.ts';

interface ChoosePanelProps {
  readonly number: NumberView;
  readonly channel: Channel;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome, text: string) => void;
}

/** Chooses the flow that answers a line of a number; says what will change before it does. */
export function ChoosePanel({ number, channel, onClose, onDone }: ChoosePanelProps) {
  const flows = useLoad('flows', () => flowsApi.list());
  const { view } = useEnvironments();
  const { pointsTo } = number[channel];
  const names = view?.environments ?? [LIVE];
  const [id, setId] = useState('');
  // A line of another environment is most often to stay in it.
  const [wanted, setWanted] = useState(pointsTo.kind === 'flow' ? pointsTo.environment : LIVE);
  const environment = names.includes(wanted) ? wanted : LIVE;
  const flow = flows.data?.flows.find((one) => one.id === id);
  const selectId = `flow-for-${number.sid}`;
  const what = `${channelWord(channel)} to ${formatPhone(number.phoneNumber)}`;
  return (
    <section className="number-panel" aria-label={`Choose a flow for ${what}`}>
      <div className="choose-flow">
        <label htmlFor={selectId}>Flow that answers {channelWord(channel)}</label>
        <select
          id={selectId}
          className={`control ${id === '' ? 'is-placeholder' : ''}`}
          value={id}
          // biome-ignore lint/a11y/noAutofocus: the panel was asked for with a button, and this is what it is for
          autoFocus
          disabled={!flows.data}
          onChange={(event) => setId(event.target.value)}
        >
          <option value="">{flows.data ? 'Choose' : 'Fetching the flows'}</option>
          {flows.data?.flows.map((one) => (
            <option key={one.id} value={one.id} disabled={environment === LIVE && one.live === null}>
              {one.name}
              {environment === LIVE && one.live === null ? ' (not published)' : ''}
            </option>
          ))}
        </select>
        {names.length > 1 && (
          <select
            className="control choose-environment"
            aria-label="Environment"
            value={environment}
            onChange={(event) => setWanted(event.target.value)}
          >
            {names.map((name) => (
              <option key={name} value={name}>
                in {name}
              </option>
            ))}
          </select>
        )}
        {!flow && (
          <button type="button" className="quiet-button" onClick={onClose}>
            Cancel
          </button>
        )}
      </div>
      {flows.error && <p className="number-said is-error">{flows.error.message}</p>}
      {flow && (
        <Chosen key={`${flow.id} ${environment}`} {...{ flow, environment, number, channel, onClose, onDone }} />
      )}
    </section>
  );
}

interface ChosenProps extends ChoosePanelProps {
  readonly flow: FlowSummaryView;
  readonly environment: string;
}

function Chosen({ flow, environment, number, channel, onClose, onDone }: ChosenProps) {
  const { id, name } = flow;
  const version = useRunning(id, environment);
  const place = `${name}${inEnvironment(environment)}`;
  const other = channel === 'voice' ? 'messaging' : 'voice';
  const answers = version.data ? channelsOf(version.data.document) : [];
  const canBoth =
    answers.includes(other) && obstacleOf(number, other) === undefined && !isSettled(number[other], id, environment);
  const [both, setBoth] = useState(false);
  const [busy, setBusy] = useState(false);
  const chosen: readonly Channel[] = canBoth && both ? [channel, other] : [channel];
  const assign = async (): Promise<void> => {
    setBusy(true);
    const choice = { sid: number.sid, voice: chosen.includes('voice'), messaging: chosen.includes('messaging') };
    const done = `“${name}”${inEnvironment(environment)} answers ${chosen.map(channelWord).join(' and ')} now.`;
    onDone(await operate(() => numbersApi.publish(id, [choice], environment)), done);
  };
  if (version.error) return <p className="number-said is-error">{version.error.message}</p>;
  if (version.data === null) {
    return (
      <p className="number-said is-error">
        No version of “{name}” runs in {environment}. Publish it there first, or choose another environment.
      </p>
    );
  }
  if (!version.data) return <p className="number-said">Looking at what “{name}” answers</p>;
  if (!answers.includes(channel)) return <p className="number-said is-error">{unfit(name, channel)}</p>;
  return (
    <>
      {canBoth && (
        <label className="check">
          <input type="checkbox" checked={both} onChange={(event) => setBoth(event.target.checked)} />
          {other === 'voice' ? 'Calls' : 'Messages'}, too: the flow answers both
        </label>
      )}
      <ul className="changes">
        {chosen.map((one) => (
          <li key={one}>
            <strong>{one === 'voice' ? 'Calls' : 'Messages'}</strong> are answered by{' '}
            {answererWords(number[one].pointsTo)} now <span aria-hidden="true">→</span>{' '}
            <span className="visually-hidden">and will be by</span> {place}, version {version.data?.version}
          </li>
        ))}
      </ul>
      <div className="care-actions">
        <button type="button" className="main-button is-small" disabled={busy} onClick={() => void assign()}>
          {busy ? 'Setting the number' : `Point it at ${place}`}
        </button>
        <button type="button" className="quiet-button" disabled={busy} onClick={onClose}>
          Cancel
        </button>
      </div>
    </>
  );
}

/** The version that new calls of a flow get in an environment; null where none runs. */
function useRunning(flow: string, environment: string): Loaded<VersionView | null> {
  return useLoad(`${flow} ${environment}`, async () => {
    const running = (await flowsApi.versions(flow)).environments[environment];
    return running === undefined ? null : flowsApi.version(flow, running);
  });
}

function unfit(name: string, channel: Channel): string {
  const missing = channel === 'voice' ? 'a call' : 'a message';
  return `“${name}” answers no ${channelWord(channel)}: it has no place where ${missing} comes in. Add one and publish it, or choose another flow.`;
}
