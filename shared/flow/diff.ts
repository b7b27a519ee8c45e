import type { FlowBlock, FlowDocument } from './types.ts';

/** One difference between two flows, as a person would say it. */
export interface FlowChange {
  /** JSON path of what differs, e.g. `$.blocks.menu.props.timeout`. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Block it belongs to, if any. */
  readonly block?: string;
  readonly summary: string;
}

/** What `after` has that `before` had not, block by block; moves on the canvas are one change at the end. */
export function diffFlows(before: FlowDocument, after: FlowDocument): readonly FlowChange[] {
  const changes: FlowChange[] = [];
  if (before.name !== after.name) {
    changes.push({ path: '$.name', kind: 'changed', summary: `The flow is now called "${after.name}".` });
  }
  changes.push(...diffKeys('$.settings', 'Setting', before.settings, after.settings));
  changes.push(...diffKeys('$.variables', 'Variable', before.variables, after.variables));
  changes.push(...diffKeys('$.languages', 'Language', before.languages ?? {}, after.languages ?? {}));
  changes.push(...diffTranslations(before.translations ?? {}, after.translations ?? {}));
  for (const id of union(before.blocks, after.blocks)) {
    changes.push(...diffBlock(id, own(before.blocks, id), own(after.blocks, id)));
  }
  changes.push(...diffTables(before.tables ?? {}, after.tables ?? {}), ...diffTests(before.tests, after.tests));
  const moved = Object.keys(after.layout).filter(
    (id) => Object.hasOwn(before.layout, id) && !same(before.layout[id], after.layout[id]),
  );
  if (moved.length > 0) {
    const summary =
      moved.length === 1 ? '1 block was moved on the canvas.' : `${moved.length} blocks were moved on the canvas.`;
    changes.push({ path: '$.layout', kind: 'changed', summary });
  }
  return changes;
}

function diffBlock(id: string, before: FlowBlock | undefined, after: FlowBlock | undefined): FlowChange[] {
  const path = `$.blocks.${id}`;
  if (!before && after)
    return [{ path, kind: 'added', block: id, summary: `Block "${after.name || id}" (${after.type}) was added.` }];
  if (before && !after)
    return [
      { path, kind: 'removed', block: id, summary: `Block "${before.name || id}" (${before.type}) was removed.` },
    ];
  if (!before || !after || before === after) return [];
  const title = after.name || id;
  const changes: FlowChange[] = [];
  if (before.type !== after.type) {
    changes.push({
      path: `${path}.type`,
      kind: 'changed',
      block: id,
      summary: `"${title}" is now a ${after.type} block.`,
    });
  }
  if ((before.name ?? '') !== (after.name ?? '')) {
    changes.push({
      path: `${path}.name`,
      kind: 'changed',
      block: id,
      summary: `"${before.name || id}" is now called "${title}".`,
    });
  }
  const parts = [
    ['props', `"${title}": field`],
    ['exits', `"${title}": exit`],
  ] as const;
  for (const [part, words] of parts) {
    changes.push(
      ...diffKeys(`${path}.${part}`, words, before[part], after[part]).map((change) => ({ ...change, block: id })),
    );
  }
  return changes;
}

function diffTables(before: Tables, after: Tables): FlowChange[] {
  return diffKeys('$.tables', 'Table', before, after).map((change) => {
    const name = change.path.slice('$.tables.'.length);
    const [was, is] = [own(before, name)?.rows.length, own(after, name)?.rows.length];
    if (was === undefined || is === undefined || was === is) return change;
    return { ...change, summary: `${change.summary.slice(0, -1)}: it had ${was} rows and has ${is}.` };
  });
}

type Tables = NonNullable<FlowDocument['tables']>;

type Translations = NonNullable<FlowDocument['translations']>;

function diffTranslations(before: Translations, after: Translations): FlowChange[] {
  return union(before, after).flatMap((language) =>
    diffKeys(`$.translations.${language}`, `${language}: text`, before[language] ?? {}, after[language] ?? {}).map(
      (change) => ({ ...change, block: change.path.split('.')[3] ?? '' }),
    ),
  );
}

/** Tests are told apart by their names. */
function diffTests(before: FlowDocument['tests'], after: FlowDocument['tests']): FlowChange[] {
  const [old, now] = [byName(before), byName(after)];
  const changes = [...new Set([...now.keys(), ...old.keys()])].flatMap((name): FlowChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was && is && same(was.test, is.test)) return [];
    const kind = !was ? 'added' : is ? 'changed' : 'removed';
    return [{ path: `$.tests[${(is ?? was)?.index}]`, kind, summary: `Test "${name}" was ${kind}.` }];
  });
  const order = (tests: FlowDocument['tests']): string => JSON.stringify(tests.map(({ name }) => name));
  if (changes.length > 0 || order(before) === order(after)) return changes;
  return [{ path: '$.tests', kind: 'changed', summary: 'The tests were put in another order.' }];
}

function byName(tests: FlowDocument['tests']) {
  return new Map(tests.map((test, index) => [test.name, { test, index }]));
}

function diffKeys(path: string, words: string, before: object, after: object): FlowChange[] {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const changes: FlowChange[] = [];
  for (const key of union(old, now)) {
    const [was, is] = [own(old, key), own(now, key)];
    if (same(was, is)) continue;
    const kind = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
    changes.push({ path: `${path}.${key}`, kind, summary: `${words} "${key}" was ${kind}.` });
  }
  return changes;
}

/** A block may be called `constructor`, which every object inherits. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function union(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}

function same(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** Text of a value with sorted keys, so that the order a document was written in makes no difference. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ''
  );
}
