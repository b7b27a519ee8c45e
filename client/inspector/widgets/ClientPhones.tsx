import { softphoneApi } from '../../api/softphone.ts';
import { useLoad } from '../../state/use-load.ts';

interface ClientPhonesProps {
  /** Identity as it is typed now. */
  readonly to: string;
  readonly onChoose: (identity: string) => void;
}

/** Names of browser phones to choose from, and where a call to one is answered. */
export function ClientPhones({ to, onChoose }: ClientPhonesProps) {
  const phones = useLoad('phones', async () => (await softphoneApi.get()).identities);
  const others = (phones.data ?? []).filter(({ identity }) => identity !== to).slice(0, SHOWN);
  return (
    <p className="client-phones">
      {others.map(({ identity }) => (
        <button key={identity} type="button" className="plain-button is-small mono" onClick={() => onChoose(identity)}>
          {identity}
        </button>
      ))}
      <span>
        Rings where it is online, for example on the{' '}
        <a href="/softphone" target="_blank" rel="noreferrer">
          Phone page
        </a>
        .
      </span>
    </p>
  );
}

const SHOWN = 6;
