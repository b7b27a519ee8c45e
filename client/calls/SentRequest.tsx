import type { CallRequestView } from '../../shared/api/calls.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { Parameters } from '../ui/controls/Parameters.tsx';

/** A request to another server that a step made, if it did, with its answer. */
export function SentRequest({ request }: { request: CallRequestView | undefined }) {
  if (!request) return null;
  const { method, url, result, status, contentType, body, reason } = request;
  const good = result === 'answered' && status !== null && status < 400;
  const tone = good ? 'good' : result === 'asking' ? 'open' : 'bad';
  const facts: Record<string, string> = {
    URL: url,
    ...(contentType ? { 'Content-Type': contentType } : {}),
    ...(reason === null ? {} : { Reason: reason }),
    ...(body ? { Answer: body } : {}),
  };
  return (
    <div className={`turn-message is-${tone}`}>
      <Fold title={`${method} ${hostOf(url)}: ${status ?? WORDS[result]}`} detail="">
        <Parameters parameters={facts} />
      </Fold>
    </div>
  );
}

const WORDS: Readonly<Record<CallRequestView['result'], string>> = {
  asking: 'no answer yet',
  answered: 'answered',
  timeout: 'no answer in time',
  failed: 'failed',
  unknown: 'not known whether it was taken',
};

/** The host says enough; the whole address is unfolded. */
function hostOf(url: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}
