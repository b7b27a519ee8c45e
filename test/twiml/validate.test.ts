import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/twiml/catalogue/index.ts';
import { parseTwiml } from '../../shared/twiml/parse.ts';
import { type ValidateOptions, validateTwiml } from '../../shared/twiml/validate.ts';
import { validElement } from './support/arbitraries.ts';

describe('validateTwiml', () => {
  it.each([
    ['<Say>Hi</Say><Sya>x</Sya>', 'twiml.unknownElement', '/Response/Sya[1]', 'Say'],
    ['<say>Hi</say>', 'twiml.unknownElement', '/Response/say[1]', 'Say'],
    ['<Gather><Pause/><Record/></Gather>', 'twiml.misplaced', '/Response/Gather[1]/Record[1]', undefined],
    ['<Message>x</Message>', 'twiml.wrongDocument', '/Response/Message[1]', undefined],
    ['<Gather/><Gather numDigit="1"/>', 'twiml.unknownAttribute', '/Response/Gather[2]/@numDigit', 'numDigits'],
    ['<Gather numDigits="two"/>', 'twiml.attributeValue', '/Response/Gather[1]/@numDigits', undefined],
    ['<Dial timeout="4">+15550100</Dial>', 'twiml.attributeValue', '/Response/Dial[1]/@timeout', '5'],
    ['<Gather method="post"/>', 'twiml.attributeValue', '/Response/Gather[1]/@method', 'POST'],
    ['<Gather input="dtmf voice"/>', 'twiml.attributeValue', '/Response/Gather[1]/@input', undefined],
    ['<Record playBeep="yes"/>', 'twiml.attributeValue', '/Response/Record[1]/@playBeep', 'true'],
    ['<Gather finishOnKey="12"/>', 'twiml.attributeValue', '/Response/Gather[1]/@finishOnKey', undefined],
    ['<Gather><Play digits="1"/></Gather>', 'twiml.attributePlace', '/Response/Gather[1]/Play[1]/@digits', undefined],
    ['<Say/>', 'twiml.missingText', '/Response/Say[1]', undefined],
    ['<Dial/>', 'twiml.missingText', '/Response/Dial[1]', undefined],
    ['<Hangup>now</Hangup>', 'twiml.textNotAllowed', '/Response/Hangup[1]', undefined],
    ['<Dial>+15550100<Number>+15550101</Number></Dial>', 'twiml.mixedContent', '/Response/Dial[1]', undefined],
    ['<Dial><Queue>a</Queue><Number>+15550101</Number></Dial>', 'twiml.childCount', '/Response/Dial[1]', undefined],
    ['<Say><say-as>1</say-as></Say>', 'twiml.missingAttribute', '/Response/Say[1]/say-as[1]/@interpret-as', undefined],
    ['<Connect><Stream/></Connect>', 'twiml.missingAttribute', '/Response/Connect[1]/Stream[1]/@url', undefined],
    [
      '<Refer><Sip username="x">sip:a@example.com</Sip></Refer>',
      'twiml.unknownAttribute',
      '/Response/Refer[1]/Sip[1]/@username',
      undefined,
    ],
  ])('names what is wrong in %s', (inner, code, path, suggestion) => {
    const problems = check(inner);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, path, severity: 'error' });
    expect(problems[0]?.suggestion).toBe(suggestion);
  });

  it.each([
    ['<Sms>x</Sms>', 'twiml.retired'],
    ['<Gather enhanced="true"/>', 'twiml.deprecated'],
    ['<Gather language="xx-XX"/>', 'twiml.attributeValue'],
  ])('only warns about %s', (inner, code) => {
    expect(check(inner)).toMatchObject([{ code, severity: 'warning' }]);
  });

  it('accepts open values of known forms', () => {
    expect(
      check(
        '<Gather speechModel="deepgram_nova-3-medical" language="multi"/><Say><prosody rate="85%">x</prosody></Say>',
      ),
    ).toEqual([]);
  });

  it('refuses another root', () => {
    expect(validateTwiml({ tag: 'response', attributes: {}, children: [] }, { kind: 'voice' })).toMatchObject([
      { code: 'twiml.root', twilioError: 12102 },
    ]);
  });

  it('knows which verbs work where', () => {
    expect(
      check('<Play>/a.mp3</Play><Dial>+15550100</Dial>', { kind: 'voice', context: 'conferenceWait' }),
    ).toMatchObject([{ code: 'twiml.context', path: '/Response/Dial[1]', twilioError: 13238 }]);
  });

  it('never repeats a secret', () => {
    const secret = {
      tag: 'Sip',
      attributes: { password: 'hunter2', pasword: 'hunter3' },
      children: ['sip:a@example.com'],
    };
    const dial = { tag: 'Dial', attributes: {}, children: [secret] };
    const problems = validateTwiml({ tag: 'Response', attributes: {}, children: [dial] }, { kind: 'voice' });
    expect(JSON.stringify(problems)).not.toMatch(/hunter/);
  });

  it.each(['voice', 'messaging', 'fax'] as const)('finds no error in any document of the %s grammar', (kind) => {
    const root = catalogue[kind].find((spec) => spec.kind === 'root');
    if (root === undefined) throw new Error('The catalogue has no root.');
    fc.assert(
      fc.property(validElement(root), (tree) => {
        expect(validateTwiml(tree, { kind }).filter((problem) => problem.severity === 'error')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

function check(inner: string, options: ValidateOptions = { kind: 'voice' }) {
  const read = parseTwiml(`<Response>${inner}</Response>`);
  if (!read.ok) throw new Error(read.error.message);
  return validateTwiml(read.root, options);
}
