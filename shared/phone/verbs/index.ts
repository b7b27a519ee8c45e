import type { Verb } from '../types.ts';
import { dial } from './dial.ts';
import { gather } from './gather.ts';
import { hangup } from './hangup.ts';
import { pause } from './pause.ts';
import { pay } from './pay.ts';
import { play } from './play.ts';
import { record } from './record.ts';
import { redirect } from './redirect.ts';
import { refer } from './refer.ts';
import { reject } from './reject.ts';
import { say } from './say.ts';

/** Every voice verb by its tag. */
export const VERBS: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['Say', (run) => say(run)],
  ['Play', (run) => play(run)],
  ['Pause', (run) => pause(run)],
  ['Gather', gather],
  ['Record', record],
  ['Pay', pay],
  ['Redirect', redirect],
  ['Dial', dial],
  ['Refer', refer],
  ['Reject', reject],
  ['Hangup', hangup],
]);
