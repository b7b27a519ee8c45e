// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usePolling } from '../../client/state/use-polling.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Looks that are over when the test says so. */
function looks() {
  const under: { resolve: () => void; reject: (why: Error) => void }[] = [];
  const look = vi.fn(() => new Promise<void>((resolve, reject) => under.push({ resolve, reject })));
  return { look, under };
}

it('begins the next look when the former is over, also one that failed', async () => {
  const { look, under } = looks();
  renderHook(() => usePolling(look, 1000));
  await vi.advanceTimersByTimeAsync(5000);
  expect(look).toHaveBeenCalledTimes(1);
  under[0]?.resolve();
  await vi.advanceTimersByTimeAsync(999);
  expect(look).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(look).toHaveBeenCalledTimes(2);
  under[1]?.reject(new Error('no answer'));
  await vi.advanceTimersByTimeAsync(1000);
  expect(look).toHaveBeenCalledTimes(3);
});

it('looks no more once it is not wanted, even when a look was under way', async () => {
  const { look, under } = looks();
  const { rerender } = renderHook(({ ms }: { ms: number | null }) => usePolling(look, ms), {
    initialProps: { ms: 1000 as number | null },
  });
  await vi.advanceTimersByTimeAsync(1000);
  rerender({ ms: null });
  under[0]?.resolve();
  await vi.advanceTimersByTimeAsync(5000);
  expect(look).toHaveBeenCalledTimes(1);
});

it('waits while nobody looks at the page', async () => {
  const { look } = looks();
  const visible = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  renderHook(() => usePolling(look, 1000));
  await vi.advanceTimersByTimeAsync(5000);
  expect(look).not.toHaveBeenCalled();
  visible.mockReturnValue('visible');
  await vi.advanceTimersByTimeAsync(1000);
  expect(look).toHaveBeenCalledTimes(1);
});
