import type { z } from 'zod';
import type { capabilitiesSchema } from '../../../shared/api/numbers.ts';

/** What a number can do. Twilio writes the names in capitals for numbers on sale and in small letters for numbers owned. */
export function capabilitiesOf(shown: unknown): z.infer<typeof capabilitiesSchema> {
  const given = Object.entries(shown ?? {}).map(([name, can]) => [name.toLowerCase(), can === true] as const);
  const can = (name: string) => given.some(([known, value]) => known === name && value);
  return { voice: can('voice'), sms: can('sms'), mms: can('mms'), fax: can('fax') };
}
