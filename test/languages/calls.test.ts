import { describe, expect, it } from 'vitest';
import { previewAt } from '../../shared/engine/preview.ts';
import { afterAside } from '../../shared/engine/session-after.ts';
import type { Session, TurnResult } from '../../shared/engine/types.ts';
import { resumeTurn, startTurn } from '../engine/support/whole-turns.ts';
import { compile, services, twoLanguages } from './support.ts';

const flow = compile(twoLanguages);
const links = services().links;

function call(to: string, on = flow, more: { language?: string; Direction?: string; From?: string } = {}): TurnResult {
  const { language, ...parameters } = more;
  const request = { parameters: { CallSid: 'CA1', From: '+15550100199', To: to, Direction: 'inbound', ...parameters } };
  const start = { sid: 'CA1', channel: 'voice', flowId: 'reception', version: 1, request, language } as const;
  return startTurn(on, start, services());
}

const press = (session: Session, Digits: string, on = flow) =>
  resumeTurn(on, session, { parameters: { Digits } }, services());

describe('a call in one of several languages', () => {
  it('goes on in the language that the caller chose, over every later turn', () => {
    const spanish = press(call('+15550100100').session, '2');
    expect(spanish.xml).toContain('<Say voice="Polly.Mia-Neural">Para ventas, oprima uno.</Say>');
    expect(spanish.xml).toContain('language="es-MX"');
    expect(spanish.xml).toContain('hints="ventas"');
    expect(spanish.session.language).toBe('es-MX');
    const after = press(spanish.session, '1');
    // Nobody has translated it: the words stay, and so does the voice that can speak them.
    expect(after.xml).toContain('<Say voice="Polly.Joanna-Neural">We speak es-MX.</Say>');
    expect(after.session.language).toBe('es-MX');
  });

  it('stays in its own language, and says nothing of it in the session', () => {
    const english = press(call('+15550100100').session, '1');
    expect(english.xml).toContain('<Say voice="Polly.Joanna-Neural">For sales, press 1.</Say>');
    expect(english.session).not.toHaveProperty('language');
    expect(press(english.session, '1').xml).toContain('We speak en-US.');
  });

  it('comes back to its own language', () => {
    const spanish = press(call('+15550100777').session, '1');
    expect(spanish.xml).toContain('For sales, press 1.');
    expect(spanish.session).not.toHaveProperty('language');
  });

  it('comes back to its own language beside the call, too', () => {
    const { session } = call('+15550100777');
    const left = { variables: {}, results: {}, waiting: null, state: null };
    const place = { key: 'wait', kind: 'enqueueWait', state: null } as const;
    expect(afterAside(session, { ...left, language: 'es-MX' }, place).language).toBe('es-MX');
    expect(afterAside(session, left, place)).not.toHaveProperty('language');
  });

  it.each([
    ['the number that was called', '+15550100777', {}],
    ['the number that calls', '+15550100199', { Direction: 'outbound-api', From: '+15550100777' }],
    ['the number that was called on WhatsApp', 'whatsapp:+15550100777', {}],
    ['whoever begins the call', '+15550100100', { language: 'es-MX' }],
  ])('begins in the language of %s', (_, to, more) => {
    expect(call(to, flow, more).session.language).toBe('es-MX');
  });

  it('begins in its own language where it does not know the other', () => {
    expect(call('+15550100100', flow, { language: 'fr-FR' }).xml).toContain('For English, press 1.');
  });

  it('matches words in the language of the call', () => {
    const menu = press(call('+15550100100').session, '2').session;
    const said = resumeTurn(flow, menu, { parameters: { SpeechResult: 'Ventas, por favor.' } }, services());
    expect(said.log.map(({ block }) => block)).toContain('hours');
  });

  it('speaks the fallback of the language', () => {
    const broken = compile({
      ...twoLanguages,
      blocks: {
        ...twoLanguages.blocks,
        menu: { ...twoLanguages.blocks.menu, exits: { noInput: 'bye', noMatch: 'bye' } },
      },
    });
    const menu = press(call('+15550100777', broken).session, '2', broken).session;
    expect(press(menu, '1', broken).xml).toContain('<Say voice="Polly.Mia-Neural" language="es-MX">Lo sentimos.</Say>');
    const english = press(call('+15550100100', broken).session, '1', broken).session;
    expect(press(english, '1', broken).xml).toContain('Sorry.');
  });

  it('keeps the language where the block names none of the flow’s, and says so', () => {
    const bad = compile({
      ...twoLanguages,
      blocks: {
        ...twoLanguages.blocks,
        start: { type: 'start', props: { on: 'incoming-call' }, exits: { next: 'to' } },
        to: { type: 'language', props: { language: '{{ call.From }}' }, exits: { next: 'menu' } },
      },
    });
    const turn = call('+15550100777', bad);
    expect(turn.session.language).toBe('es-MX');
    expect(turn.log.find(({ block }) => block === 'to')?.notes).toMatchObject([{ code: 'unknown-language' }]);
  });

  it('is seen in a language by the preview', () => {
    expect(previewAt(flow.inLanguage('es-MX'), 'menu', { links }).xml).toContain('Para ventas');
    expect(previewAt(flow, 'menu', { links }).xml).toContain('For sales');
  });
});
