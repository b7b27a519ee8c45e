import { expect, test } from 'vitest';
import { joined, seal, sealedText, sealUrl, secretsIn, unseal } from '../../shared/template/sealed.ts';
import { compileTemplate } from '../../shared/template/template.ts';

const scope = { said: '{{ secrets.KEY }}" & ü/..', base: 'https://a.example', deep: { list: [1, 'b'] }, count: 3 };
const render = (text: string, options = {}) => compileTemplate(text).render(scope, options).text;
const secretOf = (name: string) => `<${name} "1&2">`;

test('only what an author wrote is a secret, never what a caller said', () => {
  const text = seal('a {{ secrets.KEY }} {{ said }} {{-secrets.OTHER-}}', render);
  expect(secretsIn(text)).toEqual(['KEY', 'OTHER']);
  expect(sealedText(text)).toContain('{{ secrets.KEY }}" & ü/..');
  expect(unseal(text, secretOf)).toBe('a <KEY "1&2"> {{ secrets.KEY }}" & ü/.. <OTHER "1&2">');
  expect(seal('plain {{ count }}', render)).toBe('plain 3');
});

test('JSON stays JSON, whatever is said and whatever the secrets hold', () => {
  const text = seal(
    '{"a":"{{ said }}","b":{{ deep }},"c":{{ count }},"d":{{ deep | json }},"k":"{{ secrets.KEY }}"}',
    render,
    'json',
  );
  expect(JSON.parse(unseal(text, secretOf))).toEqual({
    a: scope.said,
    b: scope.deep,
    c: 3,
    d: scope.deep,
    k: '<KEY "1&2">',
  });
});

test('what a URL gets after its host can change neither its path nor its parameters', () => {
  const url = unseal(
    sealUrl('{{ base }}/x/{{ said }}?q={{ said }}&k={{ secrets.KEY }}&e={{ said | url_encode }}', render),
    secretOf,
  );
  const read = new URL(url);
  expect(read.origin).toBe('https://a.example');
  expect(read.pathname.split('/').length).toBe(3);
  expect([...read.searchParams]).toEqual([
    ['q', scope.said],
    ['k', '<KEY "1&2">'],
    ['e', scope.said],
  ]);
});

test('texts are joined as they come', () => {
  expect(joined('a', '', ['b', { secret: 'K' }], 'c', 'd')).toEqual(['ab', { secret: 'K' }, 'cd']);
  expect(joined()).toBe('');
});
