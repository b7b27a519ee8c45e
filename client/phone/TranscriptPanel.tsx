import { type BlockNames, blockNames, showBlock } from '../state/block-names.ts';
import type { PhoneTurn } from '../state/call/types.ts';
import { useDocument, usePhone, useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { phoneStore } from '../state/phone.ts';
import { said } from '../state/turn-words.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { Parameters } from '../ui/controls/Parameters.tsx';
import { formatClock } from '../ui/format.ts';
import { XmlLines } from '../ui/xml/XmlLines.tsx';
import { type Bubble, bubblesOf } from './bubbles.ts';
import './transcript.css';

/** The call turn by turn: what Twilio would have sent, what the flow answered, and what was heard of it. */
export function TranscriptPanel() {
  const call = usePhone((state) => state.call);
  const flow = useDocument(({ document }) => document);
  const self = useDocument(({ flowId }) => flowId ?? undefined);
  if (!call || call.turns.length === 0) return <NoCall />;
  const bubbles = bubblesOf(call.lines);
  const { nameOf } = blockNames({ flow, self, called: call.called });
  return (
    <ol className="transcript" aria-label="Turns of the call">
      {call.turns.map((turn, index) => {
        const next = call.turns[index + 1]?.at ?? Number.POSITIVE_INFINITY;
        const times = new Map(call.lines.map(({ order, at }) => [order, at]));
        const mine = bubbles.filter(({ order }) => {
          const at = times.get(order) ?? 0;
          return (at >= turn.at || index === 0) && at < next;
        });
        return <Turn key={turn.number} turn={turn} bubbles={mine} nameOf={nameOf} />;
      })}
    </ol>
  );
}

interface TurnProps extends Pick<BlockNames, 'nameOf'> {
  readonly turn: PhoneTurn;
  readonly bubbles: readonly Bubble[];
}

function Turn({ turn, bubbles, nameOf }: TurnProps) {
  const hovered = useUi((state) => state.hovered);
  return (
    <li className="heard-turn">
      <div className="heard-head">
        <time>{formatClock(turn.at)}</time>
        <strong>Turn {turn.number}</strong>
        <span>{said(turn.parameters)}</span>
        <code title={turn.url}>
          {turn.method} {pathOf(turn.url)}
        </code>
      </div>
      {turn.failure && <p className="heard-failure">The caller hears the fallback: {turn.failure}</p>}
      <ul className="heard-lines">
        {bubbles.map((bubble) => (
          <HeardLine key={bubble.order} bubble={bubble} nameOf={nameOf} onBlock={showBlock} />
        ))}
      </ul>
      <div className="heard-parts">
        <Fold title="Request" detail={`${Object.keys(turn.parameters).length} parameters`}>
          <Parameters parameters={turn.parameters} />
        </Fold>
        <Fold title="TwiML" detail={`${turn.lines.length} lines`}>
          <XmlLines
            label={`TwiML of turn ${turn.number}`}
            lines={turn.lines}
            hovered={hovered ?? undefined}
            titleOf={nameOf}
            onHover={(owner) => uiStore.getState().hover(owner)}
            onChoose={showBlock}
          />
        </Fold>
      </div>
    </li>
  );
}

interface HeardLineProps {
  readonly bubble: Bubble;
  readonly nameOf: (block: string) => string;
  readonly onBlock: (block: string) => void;
}

function HeardLine({ bubble, nameOf, onBlock }: HeardLineProps) {
  const { block, kind, text, aside, tone } = bubble;
  const words = (
    <>
      <span className={block?.includes('.') ? 'heard-who is-inside' : 'heard-who'}>
        {kind === 'caller' ? 'Caller' : block === undefined ? '' : nameOf(block)}
      </span>
      <span className="heard-text">
        {text}
        {aside && ` · ${aside}`}
      </span>
    </>
  );
  const classes = ['heard-line', `is-${kind}`, tone && `is-${tone}`].filter(Boolean).join(' ');
  if (block === undefined) return <li className={classes}>{words}</li>;
  return (
    <li>
      <button type="button" className={classes} title={`Show ${nameOf(block)}`} onClick={() => onBlock(block)}>
        {words}
      </button>
    </li>
  );
}

function NoCall() {
  return (
    <div className="panel-empty">
      <h3>No call yet</h3>
      <p>Call this flow in the browser: every request, answer and word is written down here while it happens.</p>
      <div className="panel-empty-actions">
        <button type="button" className="plain-button is-small" onClick={() => void phoneStore.getState().dial()}>
          Call
        </button>
      </div>
    </div>
  );
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '');
}
