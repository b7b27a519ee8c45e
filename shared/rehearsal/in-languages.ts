import type { CallTest } from '../flow/call-test.ts';
import type { FlowDocument } from '../flow/types.ts';
import { languagesOf } from '../languages/languages-of.ts';

/** A test as it is run once, in one language. */
export interface TestRun extends CallTest {
  readonly name: string;
}

/**
 * The runs that a test stands for: one, or with `"language": "all"` one in each language of the flow, named by it.
 *
 * @param only leaves the runs in this language; the flow's own is that of a test that names none
 */
export function runsOf(test: CallTest, flow: FlowDocument, only?: string): readonly TestRun[] {
  const languages = languagesOf(flow);
  const own = languages[0] ?? '';
  const runs =
    test.language === 'all'
      ? languages.map((language) => ({ ...test, language, name: `${test.name} (${language})` }))
      : [test];
  return only === undefined ? runs : runs.filter(({ language = own }) => language === only);
}
