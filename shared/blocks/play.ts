import { defineBlock } from '../block.ts';
import { attributesOf, emitAttributes } from '../fields/attributes.ts';
import { digits } from '../fields/digits.ts';
import { fileName } from '../fields/prompt-summary.ts';
import { readAttributes } from '../fields/read-attributes.ts';
import { textOf } from '../fields/read-prompts.ts';
import { url } from '../fields/url.ts';
import { literal } from '../template/literal.ts';
import { element } from '../twiml/element.ts';

/** Plays a sound file, or keypad tones. */
export const play = defineBlock({
  type: 'play',
  title: 'Play',
  term: 'Play',
  about: 'Plays a sound file or keypad tones to the caller.',
  keywords: ['audio', 'sound', 'mp3', 'music'],
  group: 'talk',
  icon: 'music',
  docs: 'https://www.twilio.com/docs/voice/twiml/play',
  channels: ['voice'],
  fields: {
    ...attributesOf('Play', { except: ['digits'], main: ['loop'] }),
    url: url({
      label: 'Sound to play',
      hint: 'Web address of an MP3, WAV or other audio file',
      options: { spoken: true },
    }),
    digits: digits({
      label: 'Keypad tones to play instead',
      term: 'digits',
      hint: 'w waits half a second, W one second',
      group: 'more',
    }),
  },
  exits: () => [{ name: 'next', label: 'Then', ends: true }],
  summary: (props) => {
    if (props.url) return `♪ ${fileName(props.url)}`;
    return props.digits ? `Tones ${props.digits}` : 'Plays nothing yet';
  },
  check: (props) =>
    props.url?.trim() || props.digits?.trim()
      ? []
      : [
          {
            code: 'missing-prompt',
            severity: 'error',
            message: 'Give the sound to play, or keypad tones.',
            field: 'url',
          },
        ],
  run: (ctx) => {
    const address = ctx.props.url?.trim() ?? '';
    const notes: { code: string; message: string; field?: string }[] = [];
    const attributes = emitAttributes(ctx.props, 'Play', { notes });
    if (address === '' && attributes.digits === undefined) {
      notes.push({ code: 'empty-prompt', message: 'There is no sound to play, so nothing was played.', field: 'url' });
      return { go: 'next', notes };
    }
    return { twiml: [element('Play', attributes, ...(address === '' ? [] : [address]))], go: 'next', notes };
  },
  read: (element) => {
    const attributes = readAttributes(element, 'Play');
    const address = textOf(element.children)?.trim();
    if (attributes === undefined || address === undefined) return undefined;
    return { ...attributes, ...(address === '' ? {} : { url: literal(address) }) };
  },
});
