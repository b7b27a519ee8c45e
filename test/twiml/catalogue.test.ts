import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attributesOfElement, catalogue, type ElementSpec, elementSpec } from '../../shared/twiml/catalogue/index.ts';
import { gatherLanguages, sayLanguages, voices, voicesFor } from '../../shared/twiml/catalogue/voices.ts';

const all: readonly ElementSpec[] = [...catalogue.voice, ...catalogue.messaging, ...catalogue.fax];

describe('catalogue', () => {
  it('has every attribute that the interfaces of Twilio’s library declare', () => {
    const missing: string[] = [];
    for (const [id, names] of declared('VoiceResponse')) {
      const spec = catalogue.voice.find((candidate) => candidate.id === id);
      const known = new Set(spec?.attributes.map((attribute) => attribute.name));
      for (const name of names) if (!known.has(name)) missing.push(`${id}@${name}`);
    }
    expect(missing).toEqual([]);
    expect(declared('VoiceResponse').length).toBeGreaterThan(40);
    for (const [id, names] of declared('MessagingResponse')) {
      expect(attributesOfElement(id, 'Response', 'messaging').map((attribute) => attribute.name)).toEqual(
        expect.arrayContaining(names),
      );
    }
  });

  it('marks the attributes that only the pages of Twilio know', () => {
    const interfaces = new Map(declared('VoiceResponse'));
    const surprising = catalogue.voice
      .filter((spec) => interfaces.has(spec.id))
      .flatMap((spec) => spec.attributes.map((attribute) => ({ spec, attribute })))
      .filter(({ spec, attribute }) => !interfaces.get(spec.id)?.includes(attribute.name) && !attribute.notInLibrary)
      .map(({ spec, attribute }) => `${spec.id}@${attribute.name}`);
    expect(surprising).toEqual([]);
  });

  it('names parents and children the same way from both sides', () => {
    for (const spec of all) {
      for (const parent of spec.parents) {
        expect(elementSpec(parent, undefined, spec.document)?.children, `${parent} > ${spec.tag}`).toContain(spec.tag);
      }
      for (const child of spec.children) {
        const found = elementSpec(child, spec.tag, spec.document);
        // Sip in Refer holds nothing; Sip in Dial is the other meaning of the tag.
        expect(found, `${spec.tag} > ${child}`).toBeDefined();
      }
    }
  });

  it('tells two meanings of a tag apart by their place', () => {
    expect(elementSpec(['Response', 'Refer', 'Sip'])?.id).toBe('ReferSip');
    expect(elementSpec(['Response', 'Dial', 'Sip'])?.id).toBe('Sip');
    expect(elementSpec('Sip')?.id).toBe('Sip');
    expect(elementSpec('Redirect', 'Response', 'messaging')?.id).toBe('MessagingRedirect');
    expect(elementSpec('Gather', 'Dial')).toBeUndefined();
    expect(attributesOfElement('Nothing')).toEqual([]);
  });

  it('describes every attribute in one short sentence, and defaults are among the values', () => {
    for (const spec of all) {
      expect(new Set(spec.attributes.map((attribute) => attribute.name)).size).toBe(spec.attributes.length);
      for (const { name, about, values, default: value, pattern } of spec.attributes) {
        const where = `${spec.id}@${name}`;
        expect(about.length, where).toBeLessThanOrEqual(120);
        expect(about, where).toMatch(/^[A-Z].*\.$/);
        if (pattern !== undefined) expect(() => new RegExp(pattern)).not.toThrow();
        if (values === undefined || value === undefined) continue;
        for (const one of String(value).split(' ')) expect(values, where).toContain(one);
      }
    }
  });
});

describe('voices', () => {
  it('are all of the library’s, each once', () => {
    const source = readFileSync('node_modules/twilio/lib/twiml/VoiceResponse.d.ts', 'utf8');
    const listed = /type SayVoice = ([^;]*);/.exec(source)?.[1]?.match(/"[^"]+"/g) ?? [];
    expect(listed.length).toBeGreaterThan(800);
    const known = new Set(voices.map((voice) => voice.voice));
    expect(listed.map((name) => JSON.parse(name) as string).filter((name) => !known.has(name))).toEqual([]);
    expect(known.size).toBe(voices.length);
  });

  it('are found by language, the most natural first', () => {
    expect(voicesFor('en-US')[0]?.engine).toBe('generative');
    expect(voicesFor('hi-IN').map((voice) => voice.voice)).toContain('Polly.Aditi');
  });

  it('come with languages that people can read', () => {
    expect(sayLanguages).toContainEqual({ code: 'de-AT', name: 'German (Austria)' });
    expect(gatherLanguages).toContainEqual({ code: 'yue-Hant-HK', name: 'Cantonese (Hong Kong SAR China)' });
    for (const { code, name } of [...sayLanguages, ...gatherLanguages]) expect(name, code).not.toBe(code);
  });
});

/** The attribute interfaces of the library's type file, by the id of the element in the catalogue. */
function declared(file: string): [string, string[]][] {
  const source = readFileSync(`node_modules/twilio/lib/twiml/${file}.d.ts`, 'utf8');
  return [...source.matchAll(/interface (\w+)Attributes \{([^}]*)\}/g)].map(([, name = '', body = '']) => {
    const names = [...body.matchAll(/^\s+["']?([\w:-]+)["']?\??:/gm)].map((match) => match[1] ?? '');
    return [ssmlTags[name] ?? name, names];
  });
}

const ssmlTags: Readonly<Record<string, string>> = {
  SsmlBreak: 'break',
  SsmlEmphasis: 'emphasis',
  SsmlLang: 'lang',
  SsmlPhoneme: 'phoneme',
  SsmlProsody: 'prosody',
  SsmlSayAs: 'say-as',
  SsmlSub: 'sub',
  SsmlW: 'w',
};
