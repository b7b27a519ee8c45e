import { initial } from './0001-initial.ts';
import { forms } from './0002-forms.ts';
import { oneIndexLess } from './0003-one-index-less.ts';
import { asides } from './0004-asides.ts';
import { conversations } from './0005-conversations.ts';
import { callSids } from './0006-call-sids.ts';
import { wirings } from './0007-wirings.ts';
import { outgoing } from './0008-outgoing.ts';
import { operations } from './0009-operations.ts';
import { effects } from './0010-effects.ts';
import { recordings } from './0011-recordings.ts';
import { phones } from './0012-phones.ts';
import { settling } from './0013-settling.ts';
import { singleCalls } from './0014-single-calls.ts';
import { effectsOfMessages } from './0015-effects-of-messages.ts';
import { environments } from './0016-environments.ts';
import { calledFlows } from './0017-called-flows.ts';
import { voicemails } from './0018-voicemails.ts';
import { environmentsOfNumbers } from './0019-environments-of-numbers.ts';
import type { Migration } from './migration.ts';

/** Every migration, oldest first. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  forms,
  oneIndexLess,
  asides,
  conversations,
  callSids,
  wirings,
  outgoing,
  operations,
  effects,
  recordings,
  phones,
  settling,
  singleCalls,
  effectsOfMessages,
  environments,
  calledFlows,
  voicemails,
  environmentsOfNumbers,
];
