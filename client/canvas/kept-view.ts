import type { Viewport } from 'reactflow';

/** What part of a flow was on screen when it was last left in this tab, so that coming back shows it again. */
export const keptView = {
  /** @returns undefined where the tab has not shown the flow, or keeps nothing */
  read(flow: string | null): Viewport | undefined {
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(key(flow)) ?? 'null');
      return isViewport(kept) ? kept : undefined;
    } catch {
      return undefined;
    }
  },
  write(flow: string | null, { x, y, zoom }: Viewport): void {
    try {
      sessionStorage.setItem(key(flow), JSON.stringify({ x, y, zoom }));
    } catch {
      // A browser that keeps nothing begins at the start each time.
    }
  },
};

const key = (flow: string | null): string => `patchcord.view.${flow}`;

function isViewport(value: unknown): value is Viewport {
  const { x, y, zoom } = (value ?? {}) as Partial<Record<keyof Viewport, unknown>>;
  return [x, y, zoom].every((part) => Number.isFinite(part)) && (zoom as number) > 0;
}
