import type { Json } from '../../../flow/types.ts';
import { type Exporter, type Exporting, filled, listOf, type Told } from '../exporting.ts';

/** Say: a Say/Play for each piece, one behind the other. */
export const say: Exporter = (exporting): Told => {
  exporting.only('prompts');
  const [first = {}, ...rest] = listOf(exporting.block.props.prompts).map((prompt) => spoken(prompt, exporting));
  const chain = rest.map((properties) => ({ type: 'say-play', properties }));
  return {
    type: 'say-play',
    properties: first,
    events: { audioComplete: ['next'] },
    ...(chain.length > 0 && { chain }),
  };
};

/** Play: a sound, or keypad tones. */
export const play: Exporter = ({ block, text, only }): Told => {
  only('url', 'digits', 'loop');
  const { url, digits, loop } = block.props;
  const properties = filled({ play: text(url), digits: text(digits), loop: loop ?? 1 });
  return { type: 'say-play', properties, events: { audioComplete: ['next'] } };
};

/** Collect input. Where keys and speech part right behind it, they are two events. */
export const gather: Exporter = (exporting): Told => {
  const { id, block, text, only, other, cannot } = exporting;
  only(
    'prompts',
    'input',
    'timeout',
    'finishOnKey',
    'numDigits',
    'language',
    'hints',
    'profanityFilter',
    'speechModel',
    'speechTimeout',
    'after',
  );
  const { props } = block;
  if (props.after !== undefined && props.after !== 'exits') cannot('goes on at an address of its own.');
  const prompts = listOf(props.prompts);
  if (prompts.length > 1) cannot(`says ${prompts.length} things before it listens; a Gather of Studio says one.`);
  const input = Array.isArray(props.input) && props.input.length > 0 ? props.input : ['dtmf'];
  const finish = text(props.finishOnKey);
  const properties = filled({
    ...(prompts[0] && spoken(prompts[0], exporting)),
    timeout: props.timeout ?? 5,
    stop_gather: finish !== 'none',
    finish_on_key: finish === 'none' ? undefined : (finish ?? '#'),
    number_of_digits: props.numDigits,
    gather_language: text(props.language) ?? exporting.settings.language ?? 'en-US',
    hints: text(props.hints),
    profanity_filter: props.profanityFilter === false ? 'false' : 'true',
    speech_timeout: props.speechTimeout === undefined ? 'auto' : String(props.speechTimeout),
    speech_model: text(props.speechModel),
  });
  const type = 'gather-input-on-call';
  const behind = other(block.exits.input);
  const [branch, ...more] = behind?.type === 'condition' ? listOf(behind.props.branches) : [];
  if (behind && branch?.variable === `blocks.${id}.Digits` && branch.operator === 'is_not_blank' && more.length === 0) {
    const leads = { keypress: behind.exits[String(branch.id)], speech: behind.exits.otherwise };
    return { type, properties, events: { timeout: ['noInput'] }, leads, swallows: [block.exits.input ?? ''] };
  }
  const events = {
    keypress: input.includes('dtmf') ? ['input'] : [],
    speech: input.includes('speech') ? ['input'] : [],
    timeout: ['noInput'],
  };
  return { type, properties, events };
};

function spoken(
  prompt: Readonly<Record<string, Json>>,
  { text, cannot, settings }: Exporting,
): Readonly<Record<string, Json>> {
  const loop = prompt.loop === undefined || prompt.loop === '' ? 1 : prompt.loop;
  if ('pause' in prompt) cannot('is silent for a while; Studio cannot wait.');
  if ('play' in prompt) return filled({ play: text(prompt.play), loop });
  return filled({
    say: text(prompt.say),
    voice: text(prompt.voice) ?? settings.voice ?? 'default',
    language: text(prompt.language) ?? settings.language ?? 'en-US',
    loop,
  });
}
