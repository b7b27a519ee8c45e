import { describe, expect, it } from 'vitest';
import { Deadlines } from '../../server/webhooks/deadlines.ts';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

describe('deadlines', () => {
  it('tell of what was not done in time, once, the oldest first, and of nothing else', async () => {
    const late: string[] = [];
    const deadlines = new Deadlines<{ name: string }>(30, ({ name }) => late.push(name));
    deadlines.begin({ name: 'first' });
    const done = deadlines.begin({ name: 'done' });
    deadlines.begin({ name: 'second' });
    done.done();
    done.done();
    await pause(15);
    deadlines.begin({ name: 'third' });
    expect(late).toEqual([]);
    await pause(100);
    expect(late).toEqual(['first', 'second', 'third']);
  });

  it('keep no process from ending', () => {
    const before = timers();
    new Deadlines<{ name: string }>(10_000, () => {}).begin({ name: 'long done' }).done();
    expect(timers()).toBe(before);
  });
});
