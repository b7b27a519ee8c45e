import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FlowDocument } from '../../shared/flow/types.ts';
import { runsOf } from '../../shared/rehearsal/in-languages.ts';
import { run } from './support/run.ts';

const EXAMPLES = join(import.meta.dirname, '../../docs/examples');
const folder = mkdtempSync(join(tmpdir(), 'patchcord-transcript-'));

interface Line {
  readonly who: string;
  readonly text: string;
}

function heard(transcript: readonly Line[]): string[] {
  return transcript.map(({ who, text }) => `${who}: ${text}`);
}

/** `patchcord call` makes calls; conversations by text have tests only. */
const called = readdirSync(EXAMPLES).filter((name) =>
  readFileSync(join(EXAMPLES, name), 'utf8').includes('"incoming-call"'),
);

describe.each(called)('%s', (name) => {
  const file = join(EXAMPLES, name);
  const flow = JSON.parse(readFileSync(file, 'utf8')) as FlowDocument;
  const { tests } = flow;

  it('says the same in patchcord call as in patchcord test, script for script', async () => {
    const tested = JSON.parse((await run('test', file, '--json')).out).files[0].tests;
    expect(tests.length).toBeGreaterThan(0);
    const scripts = tests.flatMap((test) => runsOf(test, flow));
    for (const [index, script] of scripts.entries()) {
      const path = join(folder, `${name}-${index}.json`);
      writeFileSync(path, JSON.stringify(script));
      const { code, out } = await run('call', file, '--script', path, '--json');
      expect(code, script.name).toBe(0);
      const called = heard(JSON.parse(out).transcript);
      expect(called, script.name).toEqual(heard(tested[index].transcript));
      expect(called.length, script.name).toBeGreaterThan(1);
    }
  });
});
