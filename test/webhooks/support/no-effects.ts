import type { EffectServices } from '../../../server/webhooks/effects.ts';

const never = (): never => {
  throw new Error('nothing is performed here');
};
const service = { prevent: never, caps: never, perform: never, findOut: never };

/** For flows in which nothing is performed. */
export const noEffects: EffectServices = {
  ...{ message: service, http: service, code: service, voicemail: service },
  callback: service,
};
