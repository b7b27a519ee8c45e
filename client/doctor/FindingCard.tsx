import type { Finding } from '../../shared/api/doctor.ts';
import { CopyText } from '../ui/CopyText.tsx';
import { formatPhones } from '../ui/format.ts';
import { Facts } from './Facts.tsx';
import { FixButton } from './FixButton.tsx';
import { StatusIcon } from './StatusIcon.tsx';

/** Something that is wrong, might be, or could not be seen: what, why it matters, and what to do. */
export function FindingCard({ finding }: { readonly finding: Finding }) {
  const { status, title, code, seen, why, fix, facts } = finding;
  return (
    <article className={`finding is-${status}`}>
      <StatusIcon status={status} size={17} />
      <div className="finding-words">
        <h3>
          {formatPhones(title)} <code>{code}</code>
        </h3>
        <p>{formatPhones(seen)}</p>
        {why && <p className="finding-why">{why}</p>}
        {fix && (
          <div className="finding-fix">
            <p>{fix.say}</p>
            {fix.code && (
              <div className="finding-code">
                <pre>{fix.code}</pre>
                <CopyText text={fix.code} label="Copy these lines" />
              </div>
            )}
            {fix.actions.length > 0 && (
              <div className="finding-actions">
                {fix.actions.map((action) => (
                  <FixButton key={JSON.stringify(action)} action={action} />
                ))}
              </div>
            )}
          </div>
        )}
        <Facts facts={facts} />
      </div>
    </article>
  );
}
