import { describe, expect, test } from 'vitest';
import type { RunContext } from '../../shared/block.ts';
import { blocks } from '../../shared/blocks/index.ts';
import { asideExitName, type DocumentUrlOptions } from '../../shared/fields/document-url.ts';

const fields = blocks.flatMap((block) =>
  Object.entries(block.fields)
    .filter(([, field]) => field.kind.kind === 'documentUrl')
    .map(([name, field]) => [`${block.type}.${name}`, { block, name, field }] as const),
);

describe('addresses that answer with TwiML', () => {
  test.each(fields)('%s can be blocks behind an exit', (_words, { block, name, field }) => {
    const { runs } = field.options as DocumentUrlOptions;
    const exit = asideExitName(runs);
    const kinds = ['number', 'client', 'sip'];
    const props = {
      ...Object.fromEntries(Object.entries(block.fields).map(([key, { initial }]) => [key, initial])),
      ...(block.type === 'dial' && { targets: kinds.map((kind) => ({ kind, to: 'sip:a@example.com' })) }),
      [name]: { exit },
    };
    expect(block.exits(props).filter((one) => one.aside !== undefined)).toEqual([
      { name: exit, label: expect.any(String), aside: runs },
    ]);
    const asked: string[] = [];
    block.run({
      props,
      settings: {},
      render: String,
      callbackUrl: String,
      asideUrl: (to: string) => asked.push(to),
    } as unknown as RunContext<never>);
    expect(asked).toEqual([exit]);
  });
});
