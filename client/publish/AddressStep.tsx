import { entryUrl } from '../../shared/engine/links.ts';
import { channelsOf } from '../state/entries.ts';
import { useDocument } from '../state/hooks.ts';
import { useSetup } from '../state/setup.ts';
import { Paste } from './ByHand.tsx';

interface AddressStepProps {
  readonly flow: string;
  readonly environment: string;
}

/** In another environment a flow has an address of its own, for TwiML apps and for numbers of other accounts. */
export function AddressStep({ flow, environment }: AddressStepProps) {
  const { setup } = useSetup();
  const channels = useDocument((state) => channelsOf(state.document).join(' '));
  const base = setup?.publicBaseUrl ?? 'https://your-public-address';
  return (
    <section className="publish-step" aria-labelledby="publish-address-title">
      <h3 id="publish-address-title">Address</h3>
      <p className="publish-line">
        Where calls do not come by a number of this account, such as through a TwiML app, set what {environment} answers
        at:
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
