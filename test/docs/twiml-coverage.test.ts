import { readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { catalogue, type ElementSpec } from '../../shared/twiml/catalogue/index.ts';
import { type Covered, coverage } from './support/coverage.ts';
import { phoneReads } from './support/phone-reads.ts';

const FILE = new URL('../../docs/twiml-coverage.md', import.meta.url);
const TITLES = { voice: 'Calls', messaging: 'Messages' } as const;

const rows = { voice: coverage('voice'), messaging: coverage('messaging') };
let reads: ReadonlySet<string>;

beforeAll(async () => {
  reads = await phoneReads();
});

describe('coverage of TwiML', () => {
  test('docs/twiml-coverage.md says how it is (UPDATE_DOCS=1 writes it)', () => {
    const text = document();
    if (process.env.UPDATE_DOCS) writeFileSync(FILE, text);
    expect(readFileSync(FILE, 'utf8')).toBe(text);
  });

  test('what Twilio stands by is held by blocks made for it', () => {
    const missing = Object.values(rows)
      .flat()
      .filter(({ exact, spec }) => !exact && isCurrent(spec))
      .map(({ spec, attribute }) => spec.id + (attribute ? `@${attribute.name}` : ''));
    expect(missing).toEqual([]);
  });

  test('the phone runs every verb of calls that Twilio stands by', () => {
    const verbs = catalogue.voice.filter((spec) => spec.kind === 'verb' && isCurrent(spec));
    expect(verbs.filter(({ tag }) => !reads.has(tag)).map(({ tag }) => tag)).toEqual([]);
  });
});

function document(): string {
  const all = Object.values(rows).flat();
  const current = all.filter(({ spec }) => isCurrent(spec));
  const share = (held: readonly Covered[]) => `${held.filter(({ exact }) => exact).length} of ${held.length}`;
  return `# TwiML coverage

Made by \`UPDATE_DOCS=1 npx vitest run test/docs\`; a test fails where it is out of date. Every row is found out, not claimed:

- **Block**: the blocks that hold the element or attribute when a document with it is imported, in each place where it may stand.
- **Emit**, **Import**: \`yes\` where the block, run by the engine, emits exactly what was imported; \`raw\` where the element is kept
  as text in a block of own TwiML, which emits it as it stands.
- **Phone**: \`acts\` where the phone looks at it while it runs its test cases; \`checks\` where it checks the value and warns as
  Twilio does, and acts on nothing.

Of what Twilio stands by, blocks made for it hold ${share(current.filter(({ attribute }) => !attribute))} elements and ${share(current.filter(({ attribute }) => attribute))} attributes.

${(['voice', 'messaging'] as const).map((kind) => section(kind)).join('\n')}
## Faxes

Twilio ended Programmable Fax, so there are no blocks for ${catalogue.fax
    .filter(({ kind }) => kind !== 'root')
    .map(({ tag }) => `\`${tag}\``)
    .join(', ')} in an answer to a fax, and the phone sends none.
`;
}

function section(kind: keyof typeof rows): string {
  const lines = rows[kind].map((row) => {
    const { spec, attribute, blocks, exact } = row;
    const held = exact ? 'yes' : 'raw';
    const name = attribute ? `\`${attribute.name}\`` : '';
    const shown = [
      attribute ? '' : `**${titleOf(spec)}**`,
      name,
      blocks.join(', '),
      held,
      held,
      phoneWord(row),
      noteOn(row),
    ];
    return `| ${shown.join(' | ')} |`;
  });
  const head =
    '| Element | Attribute | Block | Emit | Import | Phone | Note |\n| --- | --- | --- | --- | --- | --- | --- |';
  return `## ${TITLES[kind]}\n\n${head}\n${lines.join('\n')}\n`;
}

function titleOf({ id, tag, parents }: ElementSpec): string {
  return id === tag ? tag : `${tag} in ${parents.join(', ')}`;
}

function phoneWord({ spec, attribute }: Covered): string {
  return reads.has(attribute ? `${spec.tag}@${attribute.name}` : spec.tag) ? 'acts' : 'checks';
}

function noteOn({ spec, attribute, exact }: Covered): string {
  if (attribute?.deprecated) return 'deprecated';
  if (spec.status === 'retired') return 'withdrawn by Twilio';
  if (spec.status === 'legacy') return 'no longer recommended by Twilio';
  if (spec.status === 'undocumented') return 'not documented by Twilio';
  return exact ? '' : 'no block holds it yet';
}

/** Whether Twilio stands by it: neither withdrawn nor only to be found in its library. */
function isCurrent(spec: ElementSpec): boolean {
  return spec.status === 'ga' || spec.status === 'beta';
}
