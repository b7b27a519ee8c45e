import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { blocks } from '../../shared/blocks/index.ts';
import { readFlow } from '../../shared/document.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { flowJsonSchema } from '../../shared/json-schema.ts';
import { templates } from '../../shared/templates/index.ts';
import { run } from '../cli/support/run.ts';

const EXAMPLES = fileURLToPath(new URL('../../docs/examples/', import.meta.url));
const made = new Set(templates.map(({ id }) => `${id}.flow.json`));
/** Examples that are no templates: flows that run each other, which a template alone cannot. */
const written = readdirSync(EXAMPLES).filter((name) => !made.has(name));
const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(flowJsonSchema(blocks));

describe.each(written)('the example %s', (name) => {
  const file = EXAMPLES + name;

  it('is written as the product writes it', () => {
    const text = readFileSync(file, 'utf8');
    const read = readFlow(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    if (process.env.UPDATE_DOCS) return;
    expect(text).toBe(writeFlow(read.flow));
    expect(valid(JSON.parse(text)) || valid.errors).toBe(true);
  });

  it('has no problems, and its tests pass through every exit', async () => {
    const check = await run('check', file);
    expect(check.out).toBe(`${file}: no problems\n`);
    const tested = await run('test', file);
    expect([tested.code, tested.out]).toEqual([0, expect.stringContaining('passed, 0 failed.')]);
  });
});
