import type { Channel, Entry } from '../block.ts';

/**
 * The sentences of whole-flow problems by their stable codes. Field kinds and blocks bring codes of their own
 * (`bad-value`, `ambiguous-keys` …) with the sentence beside the rule.
 */
export const PROBLEM_TEXTS = {
  'no-start': () => 'Nothing starts this flow: callers hear the fallback prompt. Add a Start block and connect it.',
  'unreachable-block': (name: string) =>
    `No cord leads to "${name}", so no caller ever gets here. Connect it or delete it.`,
  'unconnected-exit': (exit: string) =>
    `"${exit}" goes nowhere: the caller would hear the fallback prompt and be cut off. Connect it, or end the call there.`,
  'unconnected-aside': (exit: string) =>
    `"${exit}" leads to no block, so nothing is heard there. Connect it, or choose something else for it.`,
  'wrong-aside': (name: string, where: string, verbs: readonly string[], error: number | undefined) =>
    `"${name}" can be reached ${where}, where Twilio runs only ${verbs.join(', ')}${error ? ` (error ${error})` : ''}.`,
  'loop-without-input': (names: readonly string[], leaves: boolean) =>
    `${names.join(' → ')} → ${names[0]} goes round without waiting for the caller${
      leaves
        ? '; if no way out is taken, the call is cut after 100 steps.'
        : ': the call would be cut after 100 steps. Put a block that waits, such as Menu or Record, into the circle.'
    }`,
  'long-loop': (names: readonly string[], rounds: number, steps: number, most: number) =>
    `${names.join(' → ')} → ${names[0]} goes round ${rounds} times without waiting for the caller: ${steps} steps at once, and after ${most} the call is cut. Let it go round less often, or put a block that waits into the circle.`,
  'no-return': (exit: string, name: string) =>
    `"${exit}" does not lead back to "${name}", so nothing is repeated. Lead the last block of the round back here.`,
  'missing-start': (name: string, entry: Entry) =>
    entry === 'outgoing-call'
      ? `"${name}" has this flow called for whoever answers, who would go through it like somebody who calls in. Add a start for calls that go out, or choose another flow.`
      : `"${name}" expects a start of this flow for another event; add it.`,
  'wrong-channel': (name: string, channel: Channel) =>
    channel === 'voice'
      ? `"${name}" answers messages, but a call can get here. Use a block that speaks, or start from an incoming message.`
      : `"${name}" speaks on a call, but a message can get here. Use Message, or start from an incoming call.`,
  'not-first': (name: string) =>
    `"${name}" only works before anything is heard: once the call has been answered, Twilio just hangs up. Move it right behind Start.`,
  'missing-value': (label: string) => `"${label}" is empty. Fill it in.`,
  'deprecated-value': (label: string, why: string) => `"${label}" is outdated: ${why.replace(/\.$/, '')}.`,
  'bad-template': (why: string) => `The text is not a valid template: ${why}. It would be left out.`,
  'unknown-variable': (path: string, suggestion: string) =>
    `Nothing is called "${path}"; it prints nothing.${suggestion}`,
  'unset-variable': (path: string, name: string) =>
    `"${path}" is set by "${name}", which no call passes before it gets here; it prints nothing.`,
  'wrong-type': (name: string, value: string, expected: string) =>
    `"${name}" stays as it is: ${value === '' ? 'nothing is set' : `"${value.slice(0, 40)}" is set`}, and expected is ${expected}.`,
  'unquoted-text': (path: string, expression: string) =>
    `"${path}" is a text, and without quotes only figures are JSON. Write {{ ${expression} | json }}.`,
  'unverified-caller-id': (number: string) =>
    `${number} is neither a number of the account nor a verified caller ID, so Twilio connects no call that shows it. Choose one of them, or verify it in Settings.`,
  'missing-translation': (label: string, languages: readonly string[]) =>
    `"${label}" is not translated to ${languages.join(', ')}: callers who hear ${languages.length === 1 ? 'that language' : 'those languages'} hear the original.`,
  'outdated-translation': (label: string, languages: readonly string[]) =>
    `"${label}" has changed since it was translated to ${languages.join(', ')}. Translate it anew, or say that it still fits.`,
  'unknown-language': (language: string, near: string) =>
    `"${language}" is not a language of this flow, so callers go on hearing the one before.${near} Add it under Languages.`,
  'unused-language': (language: string) =>
    `No block and no number chooses ${language}, so nobody hears it. Add a block "Language" or "Ask for the language", or give the numbers that are answered in it.`,
  'ambiguous-number': (number: string, languages: readonly string[]) =>
    `Calls to ${number} are answered in ${languages.join(' and in ')}; the last one counts. Keep one.`,
  'misplaced-secret': (name: string) =>
    `The secret "${name}" cannot be used here: callers could hear it. Secrets go into HTTP requests only; it prints nothing.`,
  'unknown-binding': (path: string, near: string) =>
    `No environment has a binding for "${path}"; it prints nothing.${near} Add it under Environments.`,
  'wrong-root': (path: string, right: string) => `"${path}" prints nothing; write "${right}".`,
  'unset-binding': (path: string, environment: string) =>
    `"${path}" has no value in the environment "${environment}". Set it under Environments.`,
  'reserved-variable': (name: string) =>
    `The variable "${name}" hides what environments hold by that name. Give it another name.`,
  'unknown-flow': (id: string, near: string) => `There is no flow "${id}".${near}`,
  'unpublished-call': (id: string) =>
    `The flow "${id}" is not published, so there is nothing that callers could go through. Publish it first.`,
  'unknown-parameter': (id: string, name: string, near: string) =>
    `The flow "${id}" has no parameter "${name}", so it is left out.${near}`,
  'missing-parameter': (id: string, name: string) =>
    `"${id}" asks for "${name}", which has no first value there: it begins empty. Give it here.`,
  'unknown-result': (path: string, near: string) =>
    `The flow that is run gives nothing back as "${path}"; it prints nothing.${near} Its variables with the scope “result” are given back.`,
  'call-circle': (way: readonly string[]) =>
    `Flows would run each other in a circle: ${way.join(' → ')}. Have one of them end, or return, instead of running the next.`,
  'unused-outcome': (id: string, name: string) => `No Return block of "${id}" gives "${name}".`,
  'unlisted-outcome': (id: string, name: string) =>
    `"${id}" can end with "${name}"; without such an outcome here the call goes on by Done.`,
  'bad-test-language': (test: string, language: string, near: string) =>
    `Test "${test}" is in "${language}", which the flow does not speak.${near}`,
  'bad-test-step': (test: string, step: number, why: string) => `Test "${test}", step ${step}, can never pass. ${why}`,
} as const;
