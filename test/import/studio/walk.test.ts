import { describe, expect, test } from 'vitest';
import { corpus, imported, noCorpus, ownDocuments } from './support/documents.ts';
import { walk } from './support/missed.ts';

describe('the phone walks imported calls along every exit of their splits and gathers', () => {
  test.each(Object.entries(ownDocuments))('%s', (name, text) => walked(name, text));
});

describe.skipIf(corpus === undefined)(`and those that others wrote${corpus ? '' : ` (skipped: ${noCorpus})`}`, () => {
  test.each(Object.entries(corpus ?? { none: '' }))('%s', (name, text) => walked(name, text));
});

/** Whatever is missed must be impossible by the flow itself, and is printed. */
async function walked(name: string, text: string): Promise<void> {
  const { flow } = imported(text);
  const { calls, covered, total, missed } = await walk(flow);
  const whys = [...new Set(missed.map(({ why }) => why ?? 'MISSED'))];
  const lines = whys.map((why) => {
    const exits = missed.filter((one) => (one.why ?? 'MISSED') === why).map(({ exit }) => exit);
    return `\n  ${exits.length} missed, because ${why}: ${exits.join(', ')}`;
  });
  console.log(`${name}: ${covered} of ${total} exits in ${calls} calls.${lines.join('')}`);
  expect(missed.filter(({ why }) => why === undefined)).toEqual([]);
}
