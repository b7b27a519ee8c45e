import { TriangleAlert } from 'lucide-react';
import type { Pin, Pins } from './pins.ts';

/** Which versions of other flows callers will go through; nothing where the flow runs none. */
export function CallsStep({ pins: { list, error } }: { pins: Pins }) {
  if (list.length === 0 && !error) return null;
  return (
    <section className="publish-step" aria-labelledby="publish-calls-title">
      <h3 id="publish-calls-title">Flows it runs</h3>
      {error && <p className="publish-line is-error">{error.message}</p>}
      {list.length > 0 && (
        <>
          <p className="publish-line">These versions are kept until it is published again.</p>
          <ul className="pins">
            {list.map((pin) => (
              <PinRow key={`${pin.flow} ${pin.version}`} pin={pin} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function PinRow({ pin: { name, version, before, ahead, by } }: { pin: Pin }) {
  return (
    <li>
      <strong>{name}</strong> <span className="pin-version">version {version}</span>
      {before !== undefined && <span className="pin-more">, which takes the place of version {before}</span>}
      {by !== undefined && <span className="pin-more">, run by {by}</span>}
      {ahead && (
        <p className="publish-line is-warning">
          <TriangleAlert size={15} aria-hidden="true" />
          <span>
            The draft of {name} has changed since: callers will hear version {version}.
          </span>
        </p>
      )}
    </li>
  );
}
