import { readFileSync } from 'node:fs';
import { type CallStep, type CallTest, callStepSchema, callTestSchema } from '../../../shared/flow/call-test.ts';
import type { Environment } from '../../../shared/flow/environments.ts';
import type { NetworkFaults } from '../../../shared/phone/http/faults.ts';
import { bindingsOf } from '../bindings.ts';
import { type CommandArgs, UsageError } from '../command.ts';

/** Everything the command line says about a call. */
export interface CallPlan {
  /** A flow file or a webhook's address. */
  readonly target: string;
  readonly overHttp: boolean;
  /** What the caller does; undefined where somebody types it. */
  readonly script: CallTest | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Language of the flow in which the call begins. */
  readonly language: string | undefined;
  readonly env: Environment;
  readonly faults: NetworkFaults;
  readonly onWarning: 'skip' | 'stop';
  readonly realTime: boolean;
}

/** @throws UsageError for values that mean nothing */
export function readPlan(args: CommandArgs): CallPlan {
  const { files, option, given } = args;
  const [target, ...more] = files;
  if (target === undefined) throw new UsageError('Name a flow file or the address of a webhook.');
  if (more.length > 0) throw new UsageError(`One flow file or address is expected; ${files.length} were given.`);
  const overHttp = /^https?:\/\//i.test(target);
  if (overHttp && !URL.canParse(target)) throw new UsageError(`${target} is no address that can be called.`);
  const unfit = overHttp ? undefined : given.find(({ name }) => HTTP_ONLY.has(name));
  if (unfit) throw new UsageError(`--${unfit.name} has a meaning only where an address is called.`);
  const foreign = overHttp ? given.find(({ name }) => FLOW_ONLY.has(name)) : undefined;
  if (foreign) throw new UsageError(`--${foreign.name} has a meaning only where a flow file is called.`);
  const script = scriptOf(given, option('script'));
  return {
    target,
    overHttp,
    script,
    from: option('from') ?? script?.from,
    to: option('to') ?? script?.to,
    // One call is made: where the script is for every language, the one that is named, else the flow's own.
    language: option('language') ?? (script?.language === 'all' ? undefined : script?.language),
    env: { ...script?.env, ...bindingsOf(args) },
    faults: faultsOf(option, given),
    onWarning: oneOf('on-warning', option('on-warning') ?? 'skip', ['skip', 'stop']),
    realTime: given.some(({ name }) => name === 'real-time'),
  };
}

const HTTP_ONLY = new Set(['auth-token', 'account-sid', 'fallback', 'status-callback', 'method']);

/** What a webhook of somebody else’s knows nothing of. */
const FLOW_ONLY = new Set(['language', 'bind']);

type Given = CommandArgs['given'];

function scriptOf(given: Given, file: string | undefined): CallTest | undefined {
  const steps = stepsOf(given);
  if (file === undefined) return steps.length === 0 ? undefined : { name: 'Call', steps };
  if (steps.length > 0)
    throw new UsageError('--script says what the caller does; leave out --press, --say and the like.');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(readFileSync(file)));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = callTestSchema.safeParse(json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new UsageError(`${file} is no script of a call: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

/** The steps that options stand for, in their order. */
function stepsOf(given: Given): CallStep[] {
  const steps: CallStep[] = [];
  for (const { name, value = '' } of given) {
    const last = steps.at(-1);
    if (name === 'confidence') {
      if (!last || !('say' in last)) throw new UsageError('--confidence belongs behind the --say it is about.');
      steps[steps.length - 1] = stepFrom(name, value, { ...last, confidence: Number(value) });
    } else if (STEPS[name]) steps.push(stepFrom(name, value, STEPS[name](value)));
  }
  return steps;
}

const STEPS: Readonly<Record<string, (value: string) => object>> = {
  press: (press) => ({ press: press.toUpperCase().replaceAll('W', 'w') }),
  say: (say) => ({ say }),
  wait: (seconds) => ({ wait: seconds.trim() === '' ? Number.NaN : Number(seconds) }),
  silence: () => ({ silence: true }),
  hangup: () => ({ hangUp: true }),
  dialled: (dialled) => ({ dialled }),
};

function stepFrom(name: string, value: string, step: object): CallStep {
  const read = callStepSchema.safeParse(step);
  if (read.success) return read.data;
  throw new UsageError(`--${name} is "${value}"; expected ${EXPECTED[name] ?? 'something else'}.`);
}

const EXPECTED: Readonly<Record<string, string>> = {
  press: 'keys 0-9, *, #, A-D, or w for half a second',
  say: 'some words',
  confidence: 'a number from 0 to 1',
  wait: 'seconds, at most 86400',
  dialled: 'answer, busy, no-answer or fail',
};

function faultsOf(option: CommandArgs['option'], given: Given): NetworkFaults {
  const number = (name: string, most: number): number => {
    const text = option(name) ?? '0';
    const value = Number(text);
    if (text.trim() !== '' && value >= 0 && value <= most) return value;
    throw new UsageError(`--${name} is "${text}"; expected a number from 0 to ${most}.`);
  };
  const reorder = given.some(({ name }) => name === 'reorder');
  return { duplicate: number('duplicate', 1), delay: number('delay', 60), reorder };
}

/** @throws UsageError for another value */
export function oneOf<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${name} is "${value}"; expected ${choices.join(' or ')}.`);
}
