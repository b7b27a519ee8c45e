import type { Channel, NumberView, PointsTo } from '../../shared/api/numbers.ts';
import { inEnvironment } from '../../shared/flow/environments.ts';
import { answererDetail, answererWords, channelWord, obstacleOf, versionWords } from '../state/number-words.ts';
import { goTo, pathOf } from '../state/route.ts';
import { formatPhone, formatTime } from '../ui/format.ts';

interface LineCellProps {
  readonly number: NumberView;
  readonly channel: Channel;
  /** The panel below the number that this line has opened. */
  readonly open: 'choose' | 'put back' | undefined;
  readonly onOpen: (panel: 'choose' | 'put back') => void;
}

/** What answers the calls, or the messages, of a number, and the ways to change it. */
export function LineCell({ number, channel, open, onOpen }: LineCellProps) {
  const { possible, pointsTo, assigned } = number[channel];
  const title = channel === 'voice' ? 'Calls' : 'Messages';
  if (!possible) {
    return (
      <div className="line-cell">
        <span className="line-title">{title}</span>
        <span className="line-answer is-none">not possible</span>
      </div>
    );
  }
  const of = `${channelWord(channel)} to ${formatPhone(number.phoneNumber)}`;
  const obstacle = obstacleOf(number, channel);
  return (
    <div className="line-cell">
      <span className="line-title">{title}</span>
      <Answer pointsTo={pointsTo} />
      {assigned && <span className="line-since">set {formatTime(assigned.at)}</span>}
      <span className="line-actions">
        {obstacle === undefined ? (
          <button
            type="button"
            className="text-button"
            aria-expanded={open === 'choose'}
            aria-label={`${pointsTo.kind === 'flow' ? 'Change the flow' : 'Choose a flow'} for ${of}`}
            onClick={() => onOpen('choose')}
          >
            {pointsTo.kind === 'flow' ? 'Change' : 'Choose a flow'}
          </button>
        ) : (
          <span className="line-obstacle">To choose a flow, {obstacle}</span>
        )}
        {assigned && (
          <button
            type="button"
            className="text-button"
            aria-expanded={open === 'put back'}
            aria-label={`Put back ${of}`}
            disabled={number.operation !== null}
            onClick={() => onOpen('put back')}
          >
            Put back
          </button>
        )}
      </span>
    </div>
  );
}

/** What answers: a flow of this server with the way to it, anything else in words. */
function Answer({ pointsTo }: { pointsTo: PointsTo }) {
  const words = answererWords(pointsTo);
  if (pointsTo.kind === 'flow') {
    const { flow, name, environment, version } = pointsTo;
    const live = name !== null && version !== null;
    return (
      <span className="line-answer">
        <span className={`dot ${live ? 'is-live' : 'is-error'}`} aria-hidden="true" />
        {name === null ? (
          <span>{`the flow “${flow}”, which does not exist any more`}</span>
        ) : (
          <span>
            <FlowLink flow={flow} name={name} />
            {inEnvironment(environment)}, {versionWords(pointsTo)}
          </span>
        )}
      </span>
    );
  }
  const none = pointsTo.kind === 'none';
  return (
    <span className={`line-answer ${none ? 'is-none' : ''}`} title={answererDetail(pointsTo)}>
      <span className="dot" aria-hidden="true" />
      <span>{words}</span>
    </span>
  );
}

function FlowLink({ flow, name }: { flow: string; name: string }) {
  return (
    <a
      href={pathOf({ page: 'designer', flow })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        goTo({ page: 'designer', flow });
      }}
    >
      {name}
    </a>
  );
}
