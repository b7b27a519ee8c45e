import type { RunContext } from '../../block.ts';

/** The two ends of a call or a message, whoever began it. Empty where one is not known. */
export interface Parties {
  /** Who is on the other end. */
  readonly other: string;
  /** Our number. */
  readonly own: string;
}

/** Who is on the other end, and our own number, by the request that the flow answers. */
export function partiesOf({ channel, lookup }: Pick<RunContext<unknown>, 'channel' | 'lookup'>): Parties {
  const request = channel === 'voice' ? 'call' : 'message';
  const party = (name: string): string => String(lookup(`${request}.${name}`) ?? '');
  const outgoing = party('Direction').startsWith('outbound');
  return outgoing ? { other: party('To'), own: party('From') } : { other: party('From'), own: party('To') };
}
