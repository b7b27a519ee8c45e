import type { CallMessageView, CallRequestView, CallTurnView, CallView } from '../../shared/api/calls.ts';
import type { BlockNames } from '../state/block-names.ts';
import { said } from '../state/turn-words.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { Parameters } from '../ui/controls/Parameters.tsx';
import { formatClock, formatSpan } from '../ui/format.ts';
import { XmlLines } from '../ui/xml/XmlLines.tsx';
import { SentMessage } from './SentMessage.tsx';
import { SentRequest } from './SentRequest.tsx';

interface CallTurnsProps extends BlockNames {
  readonly call: CallView;
  readonly onBlock: (block: string) => void;
}

type Words = BlockNames & Pick<CallView, 'channel'>;
type TurnCallback = CallView['callbacks'][number];

/** Every turn of a call: what Twilio sent, what was answered, and the steps in between. */
export function CallTurns({ call, nameOf, ownNameOf, exitOf, onBlock }: CallTurnsProps) {
  const events = [
    ...call.steps.map((turn) => ({ at: turn.at, key: `turn ${turn.turn}`, turn, callback: undefined })),
    // What Twilio told of a message stands with the step that sent it.
    ...call.callbacks.filter(isShownAlone).map((callback, index) => ({
      at: callback.at,
      key: `callback ${index}`,
      turn: undefined,
      callback,
    })),
  ].sort((a, b) => a.at - b.at);
  const messages = messagesByStep(call);
  const requests = requestsByStep(call);
  return (
    <ol className="turns">
      {events.map(({ key, turn, callback }) =>
        turn ? (
          <Turn
            key={key}
            turn={turn}
            messageOf={messages}
            requestOf={requests}
            channel={call.channel}
            nameOf={nameOf}
            ownNameOf={ownNameOf}
            exitOf={exitOf}
            onBlock={onBlock}
          />
        ) : (
          <Callback key={key} callback={callback} />
        ),
      )}
    </ol>
  );
}

type Step = CallTurnView['log'][number];
type MessageOf = (step: Step) => CallMessageView | undefined;

type RequestOf = (step: Step) => CallRequestView | undefined;

/** A request stands with the last step that knows of it, as a message does. */
function requestsByStep({ steps, requests }: CallView): RequestOf {
  const last = lastSteps(steps);
  const byStep = new Map(requests.map((request) => [last.get(`${request.block} ${request.visit}`), request]));
  return (step) => byStep.get(step);
}

function lastSteps(steps: CallView['steps']): ReadonlyMap<string, Step> {
  return new Map(steps.flatMap(({ log }) => log).map((step) => [`${step.block} ${step.visit}`, step]));
}

/** A message stands with the last step that knows of it; of one that was not sent the step's own note says why. */
function messagesByStep({ steps, messages }: CallView): MessageOf {
  const last = lastSteps(steps);
  const sent = messages.filter(({ result }) => result === 'accepted' || result === 'sending');
  const byStep = new Map(sent.map((message) => [last.get(`${message.block} ${message.visit}`), message]));
  return (step) => byStep.get(step);
}

/** What was heard beside the call, by the block and exit that led there. */
function asideWords(aside: string, { nameOf, exitOf }: Pick<BlockNames, 'nameOf' | 'exitOf'>): string {
  // Ids of blocks in called flows have dots of their own.
  const dot = aside.lastIndexOf('.');
  const [block, exit] = [aside.slice(0, dot), aside.slice(dot + 1)];
  return `${nameOf(block)}: ${exitOf(block, exit)}`;
}

function Turn({
  turn,
  messageOf,
  requestOf,
  channel,
  nameOf,
  ownNameOf,
  exitOf,
  onBlock,
}: { turn: CallTurnView; messageOf: MessageOf; requestOf: RequestOf } & Words & Pick<CallTurnsProps, 'onBlock'>) {
  return (
    <li className="turn">
      <div className="turn-head">
        <time>{formatClock(turn.at)}</time>
        <strong>Turn {turn.turn}</strong>
        <span>{turn.aside === undefined ? said(turn.parameters) : asideWords(turn.aside, { nameOf, exitOf })}</span>
        <span className="turn-took">{formatSpan(turn.took)}</span>
      </div>
      {turn.failure && (
        <p className="turn-note is-error">
          {channel === 'voice' ? 'The caller heard' : 'The sender got'} the fallback: {turn.failure.message}
        </p>
      )}
      <ol className="steps">
        {turn.log.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a log never changes
          <li key={index} className={step.block.includes('.') ? 'is-inside' : undefined}>
            <button type="button" className="link-button" onClick={() => onBlock(step.block)}>
              {nameOf(step.block)}
            </button>
            <span className="step-result">{stepWords(step, { ownNameOf, exitOf, channel })}</span>
            <SentMessage message={messageOf(step)} />
            <SentRequest request={requestOf(step)} />
            {step.notes?.map((note) => (
              <p key={note.message} className={`turn-note is-${note.level ?? 'warning'}`}>
                {note.message}
              </p>
            ))}
          </li>
        ))}
      </ol>
      <div className="turn-parts">
        <Fold title="Request" detail={`${Object.keys(turn.parameters).length} parameters`}>
          <Parameters parameters={turn.parameters} />
        </Fold>
        <Fold title="TwiML" detail={`${turn.answer.split('\n').length} lines`}>
          <XmlLines label={`TwiML of turn ${turn.turn}`} lines={turn.answer.split('\n').map((text) => ({ text }))} />
        </Fold>
      </div>
    </li>
  );
}

function isShownAlone(callback: TurnCallback): callback is AloneCallback {
  return callback.kind !== 'message';
}

type AloneCallback = TurnCallback & { readonly kind: Exclude<TurnCallback['kind'], 'message'> };

function Callback({ callback }: { callback: AloneCallback }) {
  const { CallStatus, RecordingStatus, AnsweredBy } = callback.parameters;
  const status = CallStatus ?? RecordingStatus ?? AnsweredBy ?? '';
  return (
    <li className="turn is-callback">
      <div className="turn-head">
        <time>{formatClock(callback.at)}</time>
        <strong>{callbackWords[callback.kind]}</strong>
        <span>{status}</span>
      </div>
      <div className="turn-parts">
        <Fold title="Request" detail={`${Object.keys(callback.parameters).length} parameters`}>
          <Parameters parameters={callback.parameters} />
        </Fold>
      </div>
    </li>
  );
}

const callbackWords: Readonly<Record<AloneCallback['kind'], string>> = {
  status: 'Call status',
  recording: 'Recording',
  transcription: 'Transcription',
  fallback: 'Fallback',
  amd: 'Who answered',
};

function stepWords(step: Step, { ownNameOf, exitOf, channel }: Omit<Words, 'nameOf'>): string {
  if (step.result === 'go') {
    const exit = step.exit === undefined ? '' : exitOf(step.block, step.exit);
    return step.to === undefined ? `${exit}, not connected` : `${exit} → ${ownNameOf(step.to)}`;
  }
  const calls = channel === 'voice';
  if (step.result === 'wait') return calls ? 'waits for the caller' : 'waits for an answer';
  if (step.result === 'held') return 'has the caller wait on hold';
  if (step.result === 'again') return 'asks again';
  if (step.result === 'enter') return 'goes into the flow it runs';
  if (step.result === 'return') return 'goes back to the flow that runs this one';
  return step.result === 'end' ? (calls ? 'ends the call' : 'ends the answer') : 'failed';
}
