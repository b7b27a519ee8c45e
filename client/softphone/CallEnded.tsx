import type { PhoneCallView } from '../state/softphone/types.ts';
import { formatPhone, formatSeconds } from '../ui/format.ts';
import { ProblemNote } from './ProblemNote.tsx';

/** How the last call ended. */
export function CallEnded({ call }: { readonly call: PhoneCallView }) {
  const { openedAt, endedAt } = call;
  const lasted = openedAt === null || endedAt === null ? null : Math.round((endedAt - openedAt) / 1000);
  return (
    <div className="call-ended">
      <p role="status">
        <strong>{formatPhone(call.who)}</strong> {call.ending}
        {lasted !== null && ` It lasted ${formatSeconds(lasted)}.`}
      </p>
      {call.problem && <ProblemNote problem={call.problem} />}
    </div>
  );
}
