import type { Destination, LineView, NumberView, PointsTo } from '../../../shared/api/numbers.ts';

/** What Patchcord remembers of a line it has set. */
export type Assigned = NonNullable<LineView['assigned']>;

export function line(pointsTo: PointsTo = { kind: 'none' }, assigned: Partial<Assigned> | null = null): LineView {
  const whole = {
    flow: 'desk',
    environment: 'live',
    name: 'Front desk',
    at: 0,
    former: {},
    drift: [],
    outdated: false,
  };
  return { possible: true, pointsTo, assigned: assigned && { ...whole, ...assigned } };
}

/** A number that can do everything and leads nowhere, but for what is given. */
export function number(at: number, given: Partial<NumberView> = {}): NumberView {
  return {
    sid: `PN${String(at).padStart(32, '0')}`,
    phoneNumber: `+1555010${String(at).padStart(4, '0')}`,
    friendlyName: `Line ${at}`,
    capabilities: { voice: true, sms: true, mms: false, fax: false },
    voice: line(),
    messaging: line(),
    operation: null,
    ...given,
  };
}

export const desk: Destination = {
  kind: 'flow',
  flow: 'desk',
  name: 'Front desk',
  environment: 'live',
  version: 3,
};
export const drift = [{ property: 'VoiceUrl', set: 'https://a.example.com', found: 'https://b.example.com' }];
