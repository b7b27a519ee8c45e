import { describe, expect, test } from 'vitest';
import { blockTypes } from '../../shared/blocks/index.ts';
import { checkFlow } from '../../shared/check/check.ts';
import { readFlow } from '../../shared/document.ts';
import { compileFlow } from '../../shared/engine/compile.ts';
import { linksFor } from '../../shared/engine/links.ts';
import { startTurn } from '../../shared/engine/turn.ts';
import { templates } from '../../shared/templates/index.ts';
import { serialise } from '../../shared/twiml/serialise.ts';

describe.each(templates)('$id', ({ document }) => {
  test('is a flow without problems, not even warnings', () => {
    const read = readFlow(JSON.stringify(document));
    expect(read.ok ? [] : read.problems).toEqual([]);
    expect(checkFlow(document, blockTypes)).toEqual([]);
  });

  test('answers a call', () => {
    const start = {
      sid: 'CA1',
      channel: 'voice',
      flowId: 'x',
      version: 1,
      request: { parameters: { From: '+15550100199' } },
    } as const;
    const services = { token: () => 't', now: () => 0, links: linksFor('', 'x') };
    const result = startTurn(compileFlow(document, blockTypes), start, services);
    expect(result.failure).toBeUndefined();
    expect(result.log.flatMap((step) => step.notes ?? [])).toEqual([]);
    expect(serialise(result.twiml)).toMatch(/<Say voice="Polly/);
  });

  test('lies on the grid, left to right, with no two cards over each other', () => {
    const places = Object.entries(document.layout);
    expect(places.map(([id]) => id).sort()).toEqual(Object.keys(document.blocks).sort());
    for (const [id, [x, y]] of places) {
      expect([x % 20, y % 20], id).toEqual([0, 0]);
      for (const [other, [otherX, otherY]] of places) {
        if (other === id || Math.abs(otherX - x) >= 220) continue;
        expect(Math.abs(otherY - y), `${id} and ${other}`).toBeGreaterThanOrEqual(180);
      }
    }
  });

  test('calls made-up numbers only', () => {
    expect(
      JSON.stringify(document)
        .match(/\+\d{5,}/g)
        ?.filter((number) => !number.startsWith('+1555')) ?? [],
    ).toEqual([]);
  });
});

test('the sample flow is the small office', () => {
  expect(templates[0]?.id).toBe('small-office');
});
