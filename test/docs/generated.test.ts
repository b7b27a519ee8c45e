import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { blocks } from '../../shared/blocks/index.ts';
import { writeFlow } from '../../shared/flow/write.ts';
import { flowJsonSchema } from '../../shared/json-schema.ts';
import { templates } from '../../shared/templates/index.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const schema = flowJsonSchema(blocks);
/** Files below docs/ that code makes; `UPDATE_DOCS=1 npx vitest run test/docs` writes them anew. */
const generated: Readonly<Record<string, string>> = {
  'flow.schema.json': `${JSON.stringify(schema, null, 2)}\n`,
  ...Object.fromEntries(templates.map(({ id, document }) => [`examples/${id}.flow.json`, writeFlow(document)])),
};

describe('generated documents', () => {
  it.each(Object.entries(generated))('docs/%s is up to date', (name, text) => {
    if (process.env.UPDATE_DOCS) {
      mkdirSync(`${DOCS}examples`, { recursive: true });
      writeFileSync(DOCS + name, text);
    }
    expect(readFileSync(DOCS + name, 'utf8')).toBe(text);
  });
});

describe('the JSON Schema of flows', () => {
  const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const sample = () => JSON.parse(Object.values(generated)[1]!);

  it.each(templates)('accepts the template $id', ({ document }) => {
    expect(valid(document) || valid.errors).toBe(true);
  });

  it.each<
    [
      string,
      (flow: { version: number; blocks: Record<string, { type: string; props: Record<string, unknown> }> }) => void,
    ]
  >([
    ['another version', (flow) => (flow.version = 2)],
    ['an unknown type', (flow) => (flow.blocks.menu!.type = 'mneu')],
    ['an unknown prop', (flow) => (flow.blocks.menu!.props.timeuot = 5)],
    ['a prop of the wrong shape', (flow) => (flow.blocks.menu!.props.choices = 'sales')],
  ])('refuses %s', (_what, change) => {
    const flow = sample();
    change(flow);
    expect(valid(flow)).toBe(false);
  });
});
