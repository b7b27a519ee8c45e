import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../shared/twiml/catalogue/index.ts';
import type { TwimlElement } from '../../shared/twiml/element.ts';
import { documentsIn, roundTrip, treeOf } from './support.ts';

const documents = documentsIn(fileURLToPath(new URL('documents', import.meta.url))) ?? {};

describe('documents written for this', () => {
  test.each(Object.entries(documents))('%s comes out as it went in', (_name, xml) => {
    const { same, printed, report } = roundTrip(xml);
    if (!same) expect(printed).toBe(xml);
    expect(report.counts.invalid).toBe(0);
    expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('hold every element of the catalogue', () => {
    const used = new Set(Object.values(documents).flatMap((xml) => namesIn(treeOf(xml))));
    const all = [...catalogue.voice, ...catalogue.messaging].map(({ tag }) => tag);
    expect(all.filter((tag) => !used.has(tag))).toEqual([]);
  });
});

function namesIn(element: TwimlElement): string[] {
  return [element.tag, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : namesIn(child)))];
}
