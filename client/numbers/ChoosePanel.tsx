import { useState } from 'react';
import type { FlowSummaryView } from '../../shared/api/flows.ts';
import type { Channel, NumberView } from '../../shared/api/numbers.ts';
import { flowsApi } from '../api/flows.ts';
import { numbersApi } from '../api/numbers.ts';
import { channelsOf } from '../state/entries.ts';
import { answererWords, channelWord, isSettled, obstacleOf } from '../state/number-words.ts';
import { type Outcome, operate } from '../state/operation.ts';
import { useLoad } from '../state/use-load.ts';
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
  const [id, setId] = useState('');
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
            <option key={one.id} value={one.id} disabled={one.live === null}>
              {one.name}
              {one.live === null ? ' (not published)' : ''}
            </option>
          ))}
        </select>
        {!flow && (
          <button type="button" className="quiet-button" onClick={onClose}>
            Cancel
          </button>
        )}
      </div>
      {flows.error && <p className="number-said is-error">{flows.error.message}</p>}
      {flow && <Chosen key={flow.id} flow={flow} number={number} channel={channel} onClose={onClose} onDone={onDone} />}
    </section>
  );
}

function Chosen({ flow, number, channel, onClose, onDone }: ChoosePanelProps & { flow: FlowSummaryView }) {
  const { id, name, live } = flow;
  const version = useLoad(live === null ? null : `${id} ${live}`, () => flowsApi.version(id, live ?? 0));
  const other = channel === 'voice' ? 'messaging' : 'voice';
  const answers = version.data ? channelsOf(version.data.document) : [];
  const canBoth = answers.includes(other) && obstacleOf(number, other) === undefined && !isSettled(number[other], id);
  const [both, setBoth] = useState(false);
  const [busy, setBusy] = useState(false);
  const chosen: readonly Channel[] = canBoth && both ? [channel, other] : [channel];
  const assign = async (): Promise<void> => {
    setBusy(true);
    const choice = { sid: number.sid, voice: chosen.includes('voice'), messaging: chosen.includes('messaging') };
    const done = `“${name}” answers ${chosen.map(channelWord).join(' and ')} now.`;
    onDone(await operate(() => numbersApi.publish(id, [choice])), done);
  };
  if (version.error) return <p className="number-said is-error">{version.error.message}</p>;
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
            <span className="visually-hidden">and will be by</span> {name}, version {live}
          </li>
        ))}
      </ul>
      <div className="care-actions">
        <button type="button" className="main-button is-small" disabled={busy} onClick={() => void assign()}>
          {busy ? 'Setting the number' : `Point it at ${name}`}
        </button>
        <button type="button" className="quiet-button" disabled={busy} onClick={onClose}>
          Cancel
        </button>
      </div>
    </>
  );
}

function unfit(name: string, channel: Channel): string {
  const missing = channel === 'voice' ? 'a call' : 'a message';
  return `“${name}” answers no ${channelWord(channel)}: it has no place where ${missing} comes in. Add one and publish it, or choose another flow.`;
}
