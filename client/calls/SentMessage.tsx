import type { CallMessageView } from '../../shared/api/calls.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { Parameters } from '../ui/controls/Parameters.tsx';
import { formatSpan } from '../ui/format.ts';
import { messageWords } from './message-words.ts';

/** A message that a step sent, if it did, with what Twilio told of it since. */
export function SentMessage({ message }: { message: CallMessageView | undefined }) {
  if (!message) return null;
  const { text, tone } = messageWords(message);
  const { sid, from, body, media, statuses, at } = message;
  const files = media === 0 ? '' : `${media} ${media === 1 ? 'file' : 'files'}`;
  const facts: Record<string, string> = {
    From: from,
    Body: [body, files].filter(Boolean).join(' · '),
    ...(sid === null ? {} : { MessageSid: sid }),
    ...(statuses.length === 0
      ? {}
      : {
          MessageStatus: statuses.map(({ status, at: then }) => `${status} after ${formatSpan(then - at)}`).join(', '),
        }),
  };
  return (
    <div className={`turn-message is-${tone}`}>
      <Fold title={text} detail="">
        <Parameters parameters={facts} />
      </Fold>
    </div>
  );
}
