import type { LookupAddress } from 'node:dns';
import type { Finding } from '../../shared/api/doctor.ts';
import { addressKind } from '../../shared/public-address/address.ts';
import { explainAnswer } from './answers.ts';
import { type Diagnosis, diagnose, type Surroundings } from './changes.ts';
import { type Change, compare } from './compare.ts';
import { prefixFate } from './compare-path.ts';
import type { DoctorDeps } from './deps.ts';
import { explainFailure, isOffline } from './failures.ts';
import { fix, type Note } from './finding.ts';
import { answerNotes } from './replies.ts';
import { makeTrip, type Trip } from './round-trip.ts';

const WHY =
  'Calls are answered only if Twilio’s requests arrive here unchanged; otherwise callers hear an error or nothing.';

const FORBIDDEN = 'The address is link-local or another where machines keep their metadata; nothing was sent there.';

/** Sends this server signed requests through its public address and looks at how they arrive. */
export async function checkWebhooks(deps: DoctorDeps): Promise<readonly Note[]> {
  const { settings, probe, network, limits } = deps;
  const { url: base } = settings.publicUrl();
  if (base === null) return [unchecked('The public address is not set.')];
  if (!probe) return [unchecked('No server was asked, and only a running one can receive the request.')];
  const { hostname } = new URL(base);
  const resolved = await network.resolve(hostname);
  if (resolved.kind === 'forbidden') return [unchecked(FORBIDDEN)];
  if (resolved.kind !== 'found') return [unchecked(`The name ${hostname} leads nowhere from this machine.`)];
  const { authToken, accountSid } = settings.credentials();
  const options = { probe, base, addresses: resolved.addresses, accountSid, limits };
  const trips = await Promise.all([makeTrip('POST', options), makeTrip('GET', options)]);
  const where = surroundingsOf(deps, base, resolved.addresses);
  const notes = merge(await Promise.all(trips.map((trip) => judge(trip, where, deps))));
  const failed = notes.some(({ status }) => status === 'error' || status === 'unknown');
  return failed ? notes : [arrivedWell(trips, where, authToken !== null, notes.length === 0), ...notes];
}

function unchecked(seen: string): Note {
  return {
    code: 'round-trip-unchecked',
    status: 'unknown',
    title: 'No request could be sent through the public address',
    seen,
  };
}

/** What is to be said of one trip; nothing where all is well. */
async function judge(trip: Trip, where: Surroundings, deps: DoctorDeps): Promise<readonly Note[]> {
  const { sent, outcome, arrived } = trip;
  if (!arrived) {
    if (outcome.kind === 'answer') return [error(explainAnswer(outcome, where), trip)];
    const offline = await isOffline(outcome, deps.network);
    return [offline ? unchecked(offline) : error(await explainFailure(outcome, where), trip)];
  }
  const changes = compare(sent, arrived);
  const refused = 'status' in arrived.opened ? arrived.opened : undefined;
  const notes = changes.map((change) => changed(change, refused !== undefined, where, trip));
  if (refused && changes.length === 0) notes.push(error(refusal(refused.reason), trip));
  return [...notes, ...answerNotes(trip, where)];
}

/** A change that the signature survived here may still break the next request. */
function changed(change: Change, refused: boolean, where: Surroundings, trip: Trip): Note {
  if (refused) return error(diagnose(change, where), trip);
  const { seen, ...rest } = diagnose(change, where);
  const why = 'This request was still taken. What is not signed letter by letter survives it; other requests may not.';
  return { ...rest, seen: `${seen} The signature was still valid.`, status: 'warning', why, facts: factsOf(trip) };
}

function refusal(reason: string): Diagnosis {
  const say =
    'Nothing changed on the way that could be seen. Check that the auth token and the account belong together.';
  const seen = `It was refused: ${reason}`;
  return {
    code: 'refused',
    title: 'The request arrived but was refused',
    seen,
    fix: fix(say, undefined, { kind: 'settings' }),
  };
}

function error({ seen, ...rest }: Diagnosis, trip: Trip): Note {
  return { ...rest, seen, status: 'error', why: WHY, facts: factsOf(trip) };
}

function arrivedWell(
  trips: readonly Trip[],
  { base, prefix }: Surroundings,
  tokenKnown: boolean,
  unchanged: boolean,
): Note {
  const took = Math.max(...trips.map(({ outcome }) => (outcome.kind === 'answer' ? outcome.took : 0)));
  const url = trips[0]?.arrived?.url ?? '';
  const fate = prefixFate(prefix, url);
  const path =
    fate === 'none' ? '' : ` The proxy ${fate === 'kept' ? 'leaves' : 'takes off'} the path ${prefix}; both work.`;
  const signed = tokenKnown
    ? 'their signatures are valid.'
    : 'they would pass the signature check; the auth token itself is not set.';
  return {
    code: 'round-trip',
    status: 'ok',
    title: unchanged ? 'Signed requests arrive unchanged' : 'Signed requests arrive',
    seen: `A POST and a GET went to ${base} and came back to this very process after ${Math.ceil(took)} ms; ${signed}${path} They went out from this machine: from outside, a firewall may still decide otherwise.`,
    facts: trips[0] ? factsOf(trips[0]) : [],
  };
}

/** How it went out and came in, for whoever mends the proxy. */
function factsOf({ sent, arrived, outcome }: Trip): NonNullable<Finding['facts']> {
  const facts = [{ name: 'Sent', value: `${sent.method} ${sent.prefix}${sent.path}` }];
  if (arrived) {
    const { headers } = arrived;
    facts.push({ name: 'Arrived', value: `${arrived.method} ${arrived.url.split('?')[0]}` });
    facts.push({ name: 'Came from', value: arrived.from });
    for (const name of FORWARDED) {
      const value = headers[name];
      if (value !== undefined) facts.push({ name: titleOf(name), value: String(value).slice(0, 200) });
    }
  }
  const answered = outcome.kind === 'answer' ? `${outcome.status} after ${Math.ceil(outcome.took)} ms` : outcome.code;
  return [...facts, { name: 'Answered', value: answered }];
}

const FORWARDED = [
  'host',
  'x-forwarded-proto',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-prefix',
  'x-forwarded-for',
  'forwarded',
  'via',
];

function titleOf(header: string): string {
  return header.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}

/** The same finding of both requests once, naming both. */
function merge(found: readonly (readonly Note[])[]): readonly Note[] {
  const [post = [], get = []] = found;
  const codes = new Set([...post, ...get].map(({ code }) => code));
  return [...codes].flatMap((code) => {
    const [first, second] = [post.find((note) => note.code === code), get.find((note) => note.code === code)];
    const note = first ?? second;
    if (!note) return [];
    if (first && second) return [first.status === 'error' ? first : second];
    if (note.status === 'unknown') return [note];
    return [{ ...note, seen: `${note.seen} (Only with ${first ? 'POST' : 'GET'}.)` }];
  });
}

function surroundingsOf({ listens }: DoctorDeps, base: string, addresses: readonly LookupAddress[]): Surroundings {
  const host = ['0.0.0.0', '::', 'localhost', '127.0.0.1'].includes(listens.host) ? '127.0.0.1' : listens.host;
  return {
    base,
    prefix: base.slice(new URL(base).origin.length),
    isPublic: addresses.every(({ address }) => addressKind(address) === 'public'),
    upstream: `http://${host}:${listens.port || 'PORT'}`,
  };
}
