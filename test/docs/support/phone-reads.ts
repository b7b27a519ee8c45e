import { readdirSync, readFileSync } from 'node:fs';
import { vi } from 'vitest';
import type { TwimlElement } from '../../../shared/twiml/element.ts';
import type { CaseFile } from '../../phone/support/run-case.ts';

/** The verbs the phone runs, and what it looked at while it ran every case of `test/phone/cases`: `Say`, and `Say@voice`. */
export async function phoneReads(): Promise<ReadonlySet<string>> {
  const reads = new Set<string>();
  const watch = { on: true };
  vi.doMock('../../../shared/twiml/parse.ts', async (original) => {
    const actual = await original<typeof import('../../../shared/twiml/parse.ts')>();
    return {
      ...actual,
      parseTwiml: (...given: Parameters<typeof actual.parseTwiml>) => {
        const parsed = actual.parseTwiml(...given);
        return parsed.ok ? { ...parsed, root: watched(parsed.root, reads, watch) } : parsed;
      },
    };
  });
  // The validator looks at everything, which is not yet acting on it.
  vi.doMock('../../../shared/twiml/validate.ts', async (original) => {
    const actual = await original<typeof import('../../../shared/twiml/validate.ts')>();
    return {
      ...actual,
      validateTwiml: (...given: Parameters<typeof actual.validateTwiml>) => {
        watch.on = false;
        try {
          return actual.validateTwiml(...given);
        } finally {
          watch.on = true;
        }
      },
    };
  });
  vi.resetModules();
  const { runCase } = await import('../../phone/support/run-case.ts');
  const { VERBS } = await import('../../../shared/phone/verbs/index.ts');
  for (const tag of VERBS.keys()) reads.add(tag);
  const folder = new URL('../../phone/cases/', import.meta.url);
  for (const name of readdirSync(folder)) {
    const { cases } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as CaseFile;
    for (const one of cases) runCase(one);
  }
  vi.doUnmock('../../../shared/twiml/parse.ts');
  vi.doUnmock('../../../shared/twiml/validate.ts');
  return reads;
}

function watched(element: TwimlElement, reads: Set<string>, watch: { readonly on: boolean }): TwimlElement {
  const children = element.children.map((child) => (typeof child === 'string' ? child : watched(child, reads, watch)));
  const attributes = watchedAttributes(element, reads, watch);
  const copy: TwimlElement = { ...element, attributes, children };
  return new Proxy(copy, {
    get(target, name, receiver) {
      if (watch.on && (name === 'children' || name === 'attributes')) reads.add(element.tag);
      return Reflect.get(target, name, receiver);
    },
  });
}

function watchedAttributes({ tag, attributes }: TwimlElement, reads: Set<string>, watch: { readonly on: boolean }) {
  // A copy of all attributes asks for their names first; that is handing them on, not reading them.
  let copied: string[] = [];
  const note = (name: string | symbol): void => {
    if (!watch.on || typeof name !== 'string') return;
    if (copied.includes(name)) return;
    reads.add(`${tag}@${name}`);
  };
  return new Proxy(attributes, {
    ownKeys(target) {
      copied = Object.keys(target);
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(target, name) {
      note(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    get(target, name, receiver) {
      note(name);
      copied = copied.filter((other) => other !== name);
      return Reflect.get(target, name, receiver);
    },
  });
}
