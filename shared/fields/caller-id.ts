import { z } from 'zod';
import { fieldOf } from './make.ts';
import { phoneProblem } from './phone.ts';
import { templateTextKind } from './template-text.ts';

export const callerIdKind = templateTextKind<object>('callerId', z.string(), (value) => {
  const problem = phoneProblem(value, { identity: true });
  return problem === undefined ? [] : [{ code: 'bad-phone-number', severity: 'error', message: problem }];
});

/** The number shown to the one who is called: one of the account, or the caller's own. */
export const callerId = fieldOf(callerIdKind);
