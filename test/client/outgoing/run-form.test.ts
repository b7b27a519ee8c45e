import { expect, it } from 'vitest';
import { headerOf, NONE, TO, usesOf } from '../../../client/outgoing/columns.ts';
import { bodyOf, checkBody, EMPTY, type RunForm, usualHours } from '../../../client/outgoing/run-form.ts';
import { newOutgoingListSchema } from '../../../shared/api/outgoing.ts';

const CSV = 'Phone, company ,note,\n+15550100201,Acme,first,\n';
const FORM: RunForm = {
  ...EMPTY,
  flow: 'desk',
  from: '+15550100101',
  file: { id: 1, name: 'spring.2026.csv', csv: CSV },
};
const USES = { Phone: TO, company: 'company', note: NONE };

it('names the columns of a file, without those that have no name', () => {
  expect(headerOf(CSV)).toEqual(['Phone', 'company', 'note']);
  expect(headerOf('')).toEqual([]);
});

it('takes a column for the numbers or for a variable by its name', () => {
  expect(usesOf(['Phone', 'Company', 'note'], ['company', 'reason'], {})).toEqual({
    Phone: TO,
    Company: 'company',
    note: NONE,
  });
});

it('does as it is told for a column, and gives nothing to two of them', () => {
  const header = ['Phone', 'Mobile', 'company', 'firm'];
  expect(usesOf(header, ['company'], { Mobile: TO, firm: 'company' })).toEqual({
    Phone: NONE,
    Mobile: TO,
    company: NONE,
    firm: 'company',
  });
  expect(usesOf(header, [], { Phone: NONE })).toMatchObject({ Phone: NONE, Mobile: TO });
});

it('sends what was filled in, and only that', () => {
  expect(bodyOf(FORM, USES)).toEqual({
    name: 'spring.2026',
    flow: 'desk',
    from: '+15550100101',
    csv: CSV,
    concurrency: 5,
    callsPerSecond: 1,
    skipBad: false,
    toColumn: 'Phone',
    columns: { company: 'company', note: null },
  });
  const hours = { timezone: 'UTC', from: '09:00', to: '17:00', days: ['mon' as const] };
  const more = bodyOf({ ...FORM, hours, machines: 'DetectMessageEnd', callsPerSecond: '0,5', skipBad: true }, USES);
  expect(more).toMatchObject({
    hours,
    options: { machineDetection: 'DetectMessageEnd' },
    callsPerSecond: 0.5,
    skipBad: true,
  });
  expect(newOutgoingListSchema.parse({ ...more, hours: usualHours() })).toMatchObject({ hours: usualHours() });
});

it('sends nothing while something is missing or is no number', () => {
  const lacking: Partial<RunForm>[] = [
    { flow: '' },
    { from: '' },
    { file: null },
    { concurrency: '1.5' },
    { concurrency: 'many' },
    { callsPerSecond: '0' },
    { callsPerSecond: 'fast' },
  ];
  for (const part of lacking) expect(bodyOf({ ...FORM, ...part }, USES)).toBeUndefined();
  expect(bodyOf(FORM, { ...USES, Phone: NONE })).toBeUndefined();
});

it('looks the file through whatever the settings are that only matter once it runs', () => {
  const typing = { ...FORM, concurrency: '', callsPerSecond: 'x', machines: 'Enable' as const, hours: usualHours() };
  expect(checkBody(typing, USES)).toEqual(checkBody(FORM, USES));
  expect(checkBody({ ...FORM, flow: '' }, USES)).toBeUndefined();
});
