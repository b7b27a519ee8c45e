import type { Channel, NumberView } from '../../shared/api/numbers.ts';
import { answererWords, channelWord, isSettled, obstacleOf, ownName } from '../state/number-words.ts';
import { formatPhone } from '../ui/format.ts';

interface PickRowProps {
  readonly number: NumberView;
  readonly channels: readonly Channel[];
  readonly flow: string;
  readonly environment: string;
  readonly chosen: Readonly<Record<Channel, boolean>> | undefined;
  /** No further number can be chosen. */
  readonly full: boolean;
  readonly onChoose: (channel: Channel, on: boolean) => void;
}

/** A number that can be published to: what answers it now, and what of it is chosen. */
export function PickRow({ number, channels, flow, environment, chosen, full, onChoose }: PickRowProps) {
  const phone = formatPhone(number.phoneNumber);
  const lines = channels.filter((channel) => number[channel].possible);
  const idOf = (channel: Channel) => `pick-${number.sid}-${channel}`;
  const [first] = lines.filter((channel) => obstacleOf(number, channel) === undefined);
  return (
    <li className="pick">
      <label className="pick-words" htmlFor={first && idOf(first)}>
        <span>
          <strong>{phone}</strong> {ownName(number)}
        </span>
        {lines.map((channel) => (
          <span key={channel} className="pick-now">
            {nowWords(number, channel, { flow, environment }, channels.length > 1)}
          </span>
        ))}
      </label>
      <span className="pick-boxes">
        {lines.map((channel) => {
          const obstacle = obstacleOf(number, channel);
          const settled = isSettled(number[channel], flow, environment);
          return (
            <label key={channel} className="check">
              <input
                type="checkbox"
                id={idOf(channel)}
                aria-label={`${channel === 'voice' ? 'Calls' : 'Messages'} to ${phone}`}
                checked={settled || (chosen?.[channel] ?? false)}
                disabled={settled || obstacle !== undefined || (full && !chosen)}
                onChange={(event) => onChoose(channel, event.target.checked)}
              />
              {channel === 'voice' ? 'Calls' : 'Messages'}
            </label>
          );
        })}
      </span>
    </li>
  );
}

function nowWords(
  number: NumberView,
  channel: Channel,
  { flow, environment }: Pick<PickRowProps, 'flow' | 'environment'>,
  both: boolean,
): string {
  const line = number[channel];
  const obstacle = obstacleOf(number, channel);
  const what = both ? `${channelWord(channel)}: ` : '';
  if (obstacle !== undefined) return `${what}${answererWords(line.pointsTo)}; ${obstacle}`;
  if (isSettled(line, flow, environment)) return `${what}this flow`;
  const changed = line.assigned?.flow === flow && line.assigned.drift.length > 0 ? ', changed at Twilio' : '';
  return `${what}${answererWords(line.pointsTo)}${changed}`;
}
