import { memo, useState } from 'react';
import type { Channel, NumberView } from '../../shared/api/numbers.ts';
import { ownName } from '../state/number-words.ts';
import type { Outcome } from '../state/operation.ts';
import { formatPhone } from '../ui/format.ts';
import { Care } from './Care.tsx';
import { ChoosePanel } from './ChoosePanel.tsx';
import { needsCare } from './find.ts';
import { LineCell } from './LineCell.tsx';
import { Marks } from './Marks.tsx';
import { PutBackPanel } from './PutBackPanel.tsx';
import type { Wish } from './wish.ts';

/** What is open below a number. */
type Panel = { readonly kind: 'choose' | 'put back'; readonly channel: Channel };

const CHANNELS = ['voice', 'messaging'] as const;

interface NumberItemProps {
  readonly number: NumberView;
  /** Opens the number where its flow is chosen. */
  readonly open: Wish | undefined;
}

/** One number: what answers its calls and its messages, and below it what is being done about that. */
export const NumberItem = memo(function NumberItem({ number, open }: NumberItemProps) {
  const [panel, setPanel] = useState<Panel | null>(null);
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);
  const [taken, setTaken] = useState<Wish>();
  if (open && open !== taken) {
    setTaken(open);
    setPanel({ kind: 'choose', channel: number.voice.possible ? 'voice' : 'messaging' });
  }
  const show = (next: Panel | null): void => {
    setSaid(null);
    setPanel(next);
  };
  const done = ({ failure }: Pick<Outcome, 'failure'>, text: string): void => {
    setPanel(null);
    setSaid({ text: failure ?? text, failed: failure !== null });
  };
  const name = ownName(number);
  const { voice, messaging } = number;
  return (
    <li className="number-item">
      <div className="number-row">
        <div className="number-who">
          <h2>{formatPhone(number.phoneNumber)}</h2>
          <span>
            {name}
            <Marks capabilities={number.capabilities} />
          </span>
        </div>
        {CHANNELS.map((channel) => (
          <LineCell
            key={channel}
            number={number}
            channel={channel}
            open={panel?.channel === channel ? panel.kind : undefined}
            onOpen={(kind) => show(panel?.channel === channel && panel.kind === kind ? null : { kind, channel })}
          />
        ))}
      </div>
      {number.operation !== null && <p className="notice">A change of this number is not over. It is told above.</p>}
      {CHANNELS.map(
        (channel) =>
          needsCare(number[channel]) && <Care key={channel} number={number} channel={channel} onDone={done} />,
      )}
      {panel?.kind === 'choose' && (
        <ChoosePanel
          key={panel.channel}
          number={number}
          channel={panel.channel}
          onClose={() => show(null)}
          onDone={done}
        />
      )}
      {panel?.kind === 'put back' && (voice.assigned ?? messaging.assigned) && (
        <PutBackPanel number={number} channel={panel.channel} onClose={() => show(null)} onDone={done} />
      )}
      <p className={`number-said ${said?.failed ? 'is-error' : ''}`} role="status">
        {said?.text}
      </p>
    </li>
  );
});
