import { expect, test } from 'vitest';
import { pairsKind } from '../../shared/fields/pairs.ts';
import { sealedKind } from '../../shared/fields/sealed.ts';
import { seal, unseal } from '../../shared/template/sealed.ts';
import { compileTemplate } from '../../shared/template/template.ts';

const render = (text: string) => compileTemplate(text).render({ vip: true, said: 'Hi' }).text;

test.each([
  'Key {{ secrets.KEY }}',
  '{{secrets.KEY}}{{- secrets.OTHER -}}',
  '{% if vip %}vip {% endif %}{{ secrets.KEY }} {{ said | upcase }}',
  '{% assign name = said %}{{ name }} {{ secrets.KEY }}',
  'about secrets, and {{ said }}',
])('a secret that is put in when the request leaves: %s', (text) => {
  expect(sealedKind.check?.(text, {})).toEqual([]);
  expect(unseal(seal(text, render), () => 'VALUE')).not.toContain('secrets.');
});

test.each([
  '{{ secrets.KEY | base64_encode }}',
  '{{ secrets["KEY"] }}',
  '{{ said | append: secrets.KEY }}',
  '{% if secrets.KEY %}x{% endif %}',
  '{% if vip %}{{ secrets.KEY }}{% endif %}',
  '{% raw %}{{ secrets.KEY }}{% endraw %}',
  '{% assign key = secrets.KEY %}{{ key }}',
  '{% assign name = said %}{{ secrets.KEY }} {{ name }}',
])('a secret that would not be put in, or break what stands around it, is told: %s', (text) => {
  const message = expect.stringContaining('stands by itself');
  expect(sealedKind.check?.(text, {})).toEqual([expect.objectContaining({ severity: 'error', message })]);
  const rows = [
    { name: 'X-Fine', value: '{{ secrets.KEY }}' },
    { name: 'X-Key', value: text },
  ];
  expect(pairsKind.check?.(rows, { noun: 'header', names: 'header' })).toEqual([
    expect.objectContaining({ path: '[1].value', message }),
  ]);
});

test.each([
  ['http://localhost:3000/', true],
  ['http://10.0.0.1/x', true],
  ['https://192.168.1.5/', true],
  ['http://172.20.0.1/', true],
  ['http://[::1]:8080/', true],
  ['http://crm.internal/customers?phone={{ call.From }}', true],
  ['https://172.15.0.1/', false],
  ['https://10.example.com/', false],
  ['https://api.example.com/10.0.0.1', false],
  ['https://{{ env.host }}/', false],
])('a request to %s is warned of: %s', (address, warned) => {
  const found = sealedKind.check?.(address, { url: true }) ?? [];
  expect(found.map(({ code, severity }) => [code, severity])).toEqual(warned ? [['private-address', 'warning']] : []);
});
