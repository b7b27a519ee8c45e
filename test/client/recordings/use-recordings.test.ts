// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useRecordings } from '../../../client/recordings/use-recordings.ts';
import { answerWith, type SeenRequest } from '../support/api.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const page = (next: string | null, ...sids: string[]) => ({
  recordings: sids.map((sid) => ({ sid })),
  next,
  backTo: null,
});

/** A list whose pages are answered when the test says so, in the order in which they were asked for. */
function open() {
  const waiting: ((page: object) => void)[] = [];
  const seen = answerWith({
    'GET /recordings': (_request: SeenRequest) => new Promise<object>((resolve) => waiting.push(resolve)),
  });
  const { result, rerender } = renderHook(({ flow }: { flow: string }) => useRecordings({ flow }), {
    initialProps: { flow: 'desk' },
  });
  const answer = (given: object, at = 0) =>
    act(async () => {
      await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(at));
      waiting.splice(at, 1)[0]?.(given);
      await new Promise((resolve) => setTimeout(resolve));
    });
  return { result, rerender, answer, seen, sids: () => result.current.list?.map(({ sid }) => sid) };
}

it('goes on from where the page before ended, and asks once', async () => {
  const { result, answer, seen, sids } = open();
  await answer(page('p2', 'a', 'b'));
  act(() => result.current.loadMore());
  act(() => result.current.loadMore());
  await answer(page(null, 'c'));
  expect(sids()).toEqual(['a', 'b', 'c']);
  expect(result.current.more).toBe(false);
  expect(seen.map(({ query }) => query.get('cursor'))).toEqual([null, 'p2']);
});

it('does not bring back what was deleted while older ones were fetched', async () => {
  const { result, answer, sids } = open();
  await answer(page('p2', 'a', 'b'));
  act(() => result.current.loadMore());
  act(() => result.current.drop(new Set(['a'])));
  await answer(page(null, 'c'));
  expect(sids()).toEqual(['b', 'c']);
});

it('does not bring back what was deleted while all were fetched anew', async () => {
  const { result, answer, sids } = open();
  await answer(page(null, 'a', 'b'));
  act(() => result.current.reload());
  act(() => result.current.drop(new Set(['a'])));
  await answer(page(null, 'a', 'b'));
  expect(sids()).toEqual(['b']);
});

it('drops an answer for a filter that was left', async () => {
  const { rerender, answer, sids } = open();
  rerender({ flow: 'shop' });
  await answer(page(null, 'of shop'), 1);
  await answer(page(null, 'of desk'));
  expect(sids()).toEqual(['of shop']);
});
