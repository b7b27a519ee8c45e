import type { Activity } from '../../shared/phone/events.ts';

/** What happens to the caller now, in a word or two. */
export function activityWords(activity: Activity): string {
  return ACTIVITIES[activity];
}

const ACTIVITIES: Readonly<Record<Activity, string>> = {
  waiting: 'Waiting',
  fetching: 'Asking the flow',
  speaking: 'Speaking',
  prompting: 'Speaking and listening',
  gathering: 'Listening',
  recording: 'Recording',
  dialling: 'Ringing',
  bridged: 'Connected',
  queued: 'In the queue',
  conference: 'In the conference',
  paying: 'Taking a payment',
  connected: 'Connected',
  over: 'Call ended',
};

/** Why the call is over, as people say it. */
export function endingWords(why: string): string {
  return ENDINGS[why] ?? why;
}

/** The phone speaks of Twilio's documents; here is only the flow. */
const ENDINGS: Readonly<Record<string, string>> = {
  'Hung up by the application.': 'The flow hung up.',
  'The document ended.': 'The flow came to its end.',
  'The call was rejected.': 'The flow rejected the call.',
  'The document ended before the call was answered.': 'The flow came to its end before it answered.',
};

/** What the button says that lets the present wait be over; undefined where there is nothing to skip. */
export function skipWords(activity: Activity): { readonly short: string; readonly long: string } | undefined {
  switch (activity) {
    case 'speaking':
    case 'prompting':
      return { short: 'Skip', long: 'Skip to the end of this prompt' };
    case 'gathering':
    case 'recording':
    case 'paying':
      return { short: 'Stay silent', long: 'Stay silent until the flow gives up waiting' };
    case 'waiting':
    case 'dialling':
    case 'queued':
    case 'conference':
      return { short: 'Skip the wait', long: 'Let this wait be over now' };
    default:
      return undefined;
  }
}
