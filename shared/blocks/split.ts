import { defineBlock, type RunContext } from '../block.ts';
import { dealing } from '../fields/dealing.ts';
import { type Share, shares } from '../fields/shares.ts';
import { hash } from '../text/hash.ts';

/** Sends callers different ways by chance, the same caller always the same way. */
export const split = defineBlock({
  type: 'split',
  title: 'Split by percentage',
  about: 'Sends a share of the callers each way; who calls again goes the same way.',
  keywords: ['a/b', 'ab test', 'experiment', 'random', 'percent', 'distribute', 'share'],
  group: 'route',
  icon: 'percent',
  docs: null,
  goesBy: 'who calls',
  fields: {
    shares: shares({
      label: 'Shares',
      hint: 'Together they make 100 %',
      required: true,
      initial: [
        { id: 'a', name: 'A', percent: 50 },
        { id: 'b', name: 'B', percent: 50 },
      ],
    }),
    salt: dealing({
      label: 'Who goes where',
      hint: 'Most callers keep to their way when shares change',
      group: 'more',
    }),
  },
  exits: (props) =>
    (props.shares ?? []).map(({ id, name, percent }) => ({ name: id, label: `${name || id} · ${percent} %` })),
  outputs: () => ['share'],
  summary: (props) =>
    (props.shares ?? []).map(({ id, name, percent }) => `${percent} % ${name || id}`).join(', ') || 'Has no shares yet',
  check: (props) =>
    (props.shares ?? []).some(({ percent }) => percent === 100)
      ? [{ code: 'one-share', severity: 'warning', message: 'All callers go one way.', field: 'shares' }]
      : [],
  run: (ctx) => {
    const { shares: all = [], salt = '' } = ctx.props;
    // The block's id makes splits of one flow independent of each other.
    const drawn = hash(`${ctx.block}\n${salt}\n${personOf(ctx)}`) / 2 ** 32;
    const share = shareAt(all, drawn);
    if (share) return { go: share.id, results: { share: share.name || share.id } };
    const message = 'The split has no share that anybody could get.';
    return { go: all[0]?.id ?? '', notes: [{ code: 'no-share', message, field: 'shares' }] };
  },
});

/** The share a point between 0 and 1 falls to; shares that do not make 100 % are taken in proportion. */
function shareAt(all: readonly Share[], drawn: number): Share | undefined {
  const usable = all.filter(({ percent }) => percent > 0);
  let left = drawn * usable.reduce((sum, { percent }) => sum + percent, 0);
  for (const share of usable) {
    left -= share.percent;
    if (left < 0) return share;
  }
  return usable.at(-1);
}

/** The number of who is on the line: a call's first request says it, of calls that were placed it is the one that was called. */
function personOf({ lookup, channel }: RunContext<unknown>): string {
  const root = channel === 'voice' ? 'call' : 'message';
  const [from, to, direction] = ['From', 'To', 'Direction'].map((name) => String(lookup(`${root}.${name}`) ?? ''));
  const party = channel === 'voice' && direction?.startsWith('outbound') ? to : from;
  if (party && !WITHHELD.has(party.toLowerCase())) return party;
  return String(lookup(channel === 'voice' ? 'call.CallSid' : 'message.MessageSid') ?? '');
}

/**
 * What stands for a number that is not known.
 * https://help.twilio.com/articles/223179988-Why-am-I-getting-calls-from-these-strange-numbers-
 */
const WITHHELD: ReadonlySet<string> = new Set([
  ...['anonymous', 'restricted', 'unavailable', 'unknown', 'blocked', 'private'],
  ...['+266696687', '+7378742833', '+2562533', '+8656696', '+86282452253', '+464'],
]);
