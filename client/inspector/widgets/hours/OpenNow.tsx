import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Exception, Holiday, Week } from '../../../../shared/time/opening-hours.ts';
import { documentStore } from '../../../state/document.ts';
import { openNow } from './open-now.ts';

const OFTEN = 15_000;

/** Whether a block with opening hours would find it open at this moment. */
export function OpenNow({ block }: { block: string }) {
  const props = useStore(documentStore, (state) => state.document.blocks[block]?.props);
  const ofFlow = useStore(documentStore, (state) => state.document.settings.timezone);
  const now = useNow();
  const hours = {
    week: (props?.week ?? {}) as Week,
    holidays: (props?.holidays ?? []) as unknown as readonly Holiday[],
    exceptions: (props?.exceptions ?? []) as unknown as readonly Exception[],
  };
  const zone = typeof props?.timezone === 'string' && props.timezone !== '' ? props.timezone : ofFlow;
  const found = openNow(hours, zone, now);
  if (!found) return <p className="open-now">Choose a time zone below to see whether you are open now.</p>;
  return (
    <p className={found.open ? 'open-now is-open' : 'open-now'}>
      <span className="open-now-dot" aria-hidden="true" />
      <span>
        Now: {found.words}
        <span className="open-now-zone">
          It is {found.clock} in {zone?.replaceAll('_', ' ')}
        </span>
      </span>
    </p>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), OFTEN);
    return () => clearInterval(timer);
  }, []);
  return now;
}
