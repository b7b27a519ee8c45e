import { describe, expect, test } from 'vitest';
import { documentsIn, roundTrip } from './support.ts';

const folder = process.env.CORPORA_DIR;
const documents = folder === undefined ? undefined : documentsIn(`${folder}/twiml`);
const why = folder === undefined ? 'CORPORA_DIR is not set' : `there is no folder ${folder}/twiml`;

describe.skipIf(documents === undefined)(
  `documents that others wrote${documents === undefined ? ` (skipped: ${why})` : ''}`,
  () => {
    test.each(Object.entries(documents ?? { none: '' }))('%s comes out as it went in', (_name, xml) => {
      const { same, printed } = roundTrip(xml);
      if (!same) expect(printed).toBe(xml);
      expect(same).toBe(true);
    });
  },
);
