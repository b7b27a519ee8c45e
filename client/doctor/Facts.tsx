import type { Finding } from '../../shared/api/doctor.ts';
import { Fold } from '../ui/controls/Fold.tsx';
import { Parameters } from '../ui/controls/Parameters.tsx';

/** Details of what was seen, for whoever looks into it. */
export function Facts({ facts = [] }: Pick<Finding, 'facts'>) {
  if (facts.length === 0) return null;
  return (
    <Fold title="How it went" detail={`${facts.length} details`}>
      <Parameters parameters={Object.fromEntries(facts.map(({ name, value }) => [name, value]))} />
    </Fold>
  );
}
