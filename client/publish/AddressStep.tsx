import { entryUrl } from '../../shared/engine/links.ts';
import { channelsOf } from '../state/entries.ts';
import { useDocument } from '../state/hooks.ts';
import { useSetup } from '../state/setup.ts';
import { Paste } from './ByHand.tsx';

interface AddressStepProps {
  readonly flow: string;
  readonly environment: string;
}

/** Numbers lead to `live`; in another environment a flow is called by its own address. */
export function AddressStep({ flow, environment }: AddressStepProps) {
  const { setup } = useSetup();
  const channels = useDocument((state) => channelsOf(state.document).join(' '));
  const base = setup?.publicBaseUrl ?? 'https://your-public-address';
  return (
    <section className="publish-step" aria-labelledby="publish-address-title">
      <h3 id="publish-address-title">Address</h3>
      <p className="publish-line">
        Numbers that are chosen here lead to live. To call the flow in {environment}, set this at a number of yours:
      </p>
      {channels !== 'messaging' && (
        <Paste where="A call comes in" what="the voice URL" url={entryUrl(base, flow, 'voice', environment)} />
      )}
      {channels.includes('messaging') && (
        <Paste
          where="A message comes in"
          what="the messaging URL"
          url={entryUrl(base, flow, 'messaging', environment)}
        />
      )}
    </section>
  );
}
