import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { catalogue, type DocumentKind, type ElementSpec } from '../../shared/twiml/catalogue/index.ts';
import { element, type TwimlElement } from '../../shared/twiml/element.ts';
import { serialise } from '../../shared/twiml/serialise.ts';
import { validateTwiml } from '../../shared/twiml/validate.ts';
import { validElement } from '../twiml/support/arbitraries.ts';
import { roundTrip } from './support.ts';

const RUNS = { voice: 4_600, messaging: 500 } as const;
type Kind = keyof typeof RUNS;

const counts = { exact: 0, raw: 0 };
/** What was kept raw although nothing in it is withdrawn, with the reason for the first of each. */
const rawTags = new Map<string, string>();

describe.each(['voice', 'messaging'] as const)('valid %s documents', (kind) => {
  test(`come out as they went in, ${RUNS[kind]} of them`, { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(validDocument(kind), (root) => {
        const xml = serialise(root);
        const { same, printed, report } = roundTrip(xml, { channel: kind });
        if (!same) expect(printed).toBe(xml);
        for (const { fate } of report.elements) {
          if (fate === 'invalid') throw new Error(`called invalid: ${JSON.stringify(report.problems)}`);
          counts[fate]++;
        }
        for (const { code, path = '', message } of report.problems) {
          if (code !== 'kept-raw') continue;
          const verb = verbAt(root, path);
          if (verb === undefined || isCurrent(verb, kind)) rawTags.set(verb?.tag ?? path, `${message}\n${xml}`);
        }
      }),
      { numRuns: RUNS[kind] },
    );
  });
});

test('no element that Twilio stands by needs raw TwiML', () => {
  expect([...rawTags].map(([tag, why]) => `${tag}: ${why}`)).toEqual([]);
});

afterAll(() => {
  console.log(`Elements: ${counts.exact} held by blocks made for them, ${counts.raw} kept raw`);
});

/** A few verbs with all that may be in them; one that ends the document comes last. */
function validDocument(kind: Kind): fc.Arbitrary<TwimlElement> {
  const verbs = catalogue[kind].filter((spec) => spec.parents.includes('Response'));
  const ends = verbs.filter((spec) => spec.flow?.endsDocument === 'always');
  const goOn = verbs.filter((spec) => !ends.includes(spec));
  const any = (specs: readonly ElementSpec[]) => fc.oneof(...specs.map((spec) => validElement(spec, 'Response')));
  return fc
    .tuple(fc.array(any(goOn), { minLength: 1, maxLength: 3 }), fc.option(any(ends), { freq: 4, nil: undefined }))
    .map(([first, last]) => element('Response', {}, ...first, ...(last ? [last] : [])))
    .filter((root) => validateTwiml(root, { kind }).every(({ severity }) => severity !== 'error'));
}

function verbAt(root: TwimlElement, path: string): TwimlElement | undefined {
  const [, tag, count] = /^\/Response\/([^[/]+)\[(\d+)\]/.exec(path) ?? [];
  return root.children.filter((child) => typeof child !== 'string').filter((child) => child.tag === tag)[
    Number(count) - 1
  ];
}

/** Whether Twilio stands by everything in an element. */
function isCurrent(verb: TwimlElement, document: DocumentKind): boolean {
  const root = element('Response', {}, verb);
  const isWithdrawn = validateTwiml(root, { kind: document }).some(({ code }) => code === 'twiml.retired');
  return !isWithdrawn;
}
