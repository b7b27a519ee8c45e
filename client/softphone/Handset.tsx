import type { FlowSummaryView } from '../../shared/api/flows.ts';
import type { SoftphoneView } from '../../shared/api/softphone.ts';
import { isOn } from '../state/softphone/store.ts';
import { useSoftphone } from '../state/softphone/use-softphone.ts';
import { CallEnded } from './CallEnded.tsx';
import { CallForm } from './CallForm.tsx';
import { IncomingCall } from './IncomingCall.tsx';
import { LineForm } from './LineForm.tsx';
import { OpenCall } from './OpenCall.tsx';
import { ProblemNote } from './ProblemNote.tsx';

interface HandsetProps {
  readonly view: SoftphoneView;
  readonly flows: readonly FlowSummaryView[] | undefined;
  /** Why the flows could not be loaded. */
  readonly failed: string | undefined;
}

/** The phone itself: its line, the call that rings or goes on, else what can be called. */
export function Handset({ view, flows, failed }: HandsetProps) {
  const line = useSoftphone((state) => state.line);
  const problem = useSoftphone((state) => state.problem);
  const call = useSoftphone((state) => state.call);
  const ringing = call?.direction === 'incoming' && call.state === 'ringing';
  return (
    <section className="handset" aria-label="Browser phone">
      <LineForm />
      {problem && <ProblemNote problem={problem} />}
      {ringing && <IncomingCall call={call} />}
      {isOn(call) && !ringing && <OpenCall call={call} />}
      {call?.state === 'over' && <CallEnded call={call} />}
      {line !== 'offline' && !isOn(call) && <CallForm flows={flows} failed={failed} outside={view.dialling.outside} />}
    </section>
  );
}
