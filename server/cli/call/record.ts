import { writeFileSync } from 'node:fs';
import type { CallTest } from '../../../shared/flow/call-test.ts';
import { recordRehearsal, recordTest } from '../../../shared/rehearsal/record.ts';
import { UsageError } from '../command.ts';
import type { PlacedCall } from './place.ts';
import type { CallPlan } from './plan.ts';

/** Writes a call down as a script that `--script` takes, and a flow can keep as a test. @throws UsageError for a file that cannot be written */
export function recordCall(file: string, { target, script, from, to }: CallPlan, placed: PlacedCall): CallTest {
  const { media, http, outcomes, functions, refused } = script ?? {};
  const mocks = { media, http, outcomes, functions, refused };
  const named = { name: script?.name ?? `Call to ${target}`.slice(0, 120), from, to };
  const given = Object.fromEntries(Object.entries({ ...named, ...mocks }).filter(([, value]) => value !== undefined));
  const options = { ...given, name: named.name };
  const { rehearsal, events } = placed;
  const recorded = rehearsal ? recordRehearsal(rehearsal, options) : recordTest(events, options);
  try {
    writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}).`);
  }
  return recorded;
}
