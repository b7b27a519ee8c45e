import type { AnyBlock } from '../block.ts';
import type { Fields } from '../fields/field.ts';
import type { Target } from '../fields/targets.ts';
import type { FlowBlock, FlowDocument } from '../flow/types.ts';
import { hasTemplate } from '../template/template.ts';
import type { Problem } from './problem.ts';
import { PROBLEM_TEXTS as say } from './texts.ts';

/** A number written as the caller ID of a block. */
export interface WrittenFrom {
  readonly block: string;
  readonly field: string;
  /** E.164. */
  readonly phoneNumber: string;
}

/**
 * Caller IDs that a flow shows to phones as plain numbers. Expressions are known during a call only, and clients and SIP
 * lines take any caller ID.
 */
export function writtenFroms(flow: FlowDocument, types: ReadonlyMap<string, AnyBlock>): readonly WrittenFrom[] {
  const found: WrittenFrom[] = [];
  for (const [block, { type, props }] of Object.entries(flow.blocks)) {
    const fields = types.get(type)?.fields ?? {};
    if (!ringsPhones(fields, props)) continue;
    for (const [field, { kind }] of Object.entries(fields)) {
      const value = props[field];
      if (kind.kind !== 'callerId' || typeof value !== 'string' || hasTemplate(value)) continue;
      const phoneNumber = value.trim();
      if (/^\+[1-9]\d{6,14}$/.test(phoneNumber)) found.push({ block, field, phoneNumber });
    }
  }
  return found;
}

function ringsPhones(fields: Fields, props: FlowBlock['props']): boolean {
  return Object.entries(fields).some(([name, { kind }]) => {
    const value = props[name];
    if (kind.kind !== 'targets' || !Array.isArray(value)) return false;
    return (value as readonly Pick<Target, 'kind'>[]).some((target) => target.kind === 'number');
  });
}

/**
 * Warnings for caller IDs that the account neither has nor verified.
 * https://www.twilio.com/docs/voice/twiml/dial#callerid
 *
 * @param allowed numbers that calls may come from, E.164
 */
export function checkFroms(written: readonly WrittenFrom[], allowed: ReadonlySet<string>): readonly Problem[] {
  return written
    .filter(({ phoneNumber }) => !allowed.has(phoneNumber))
    .map(({ block, field, phoneNumber }) => ({
      code: 'unverified-caller-id',
      severity: 'warning',
      block,
      field,
      message: say['unverified-caller-id'](phoneNumber),
    }));
}
