import { attribute } from './attribute.ts';
import { ssmlLanguageCodes } from './languages.ts';
import type { AttributeSpec, ElementSpec } from './types.ts';

/** Everything that may stand in Say. */
export const ssmlTags: readonly string[] = [
  'break',
  'emphasis',
  'lang',
  'p',
  'phoneme',
  'prosody',
  's',
  'say-as',
  'sub',
  'w',
];

const inWord = ['break', 'emphasis', 'phoneme', 'prosody', 'say-as', 'sub'];
const inEmphasis = [...inWord, 'lang', 'w'];
const inSentence = inEmphasis;
const inParagraph = [...inSentence, 's'];
const anywhere = [...inParagraph, 'p'];

/** SSML, the elements that shape the speech inside Say. */
export const ssmlElements: readonly ElementSpec[] = [
  ssml(
    'break',
    'A pause in the speech.',
    ['Say', 'emphasis', 'lang', 'p', 'prosody', 's', 'w'],
    [],
    [
      attribute.oneOf(
        'strength',
        ['none', 'x-weak', 'weak', 'medium', 'strong', 'x-strong'],
        'How long the pause feels, when no time is given.',
        {
          default: 'medium',
        },
      ),
      attribute.text('time', 'Length of the pause in s or ms, e.g. 500ms; Polly stops at 10 s.', {
        pattern: '^[0-9]+(\\.[0-9]+)?(s|ms)$',
      }),
    ],
  ),
  ssml(
    'emphasis',
    'Words spoken with more or less stress.',
    ['Say', 'emphasis', 'lang', 'p', 'prosody', 's', 'w'],
    inEmphasis,
    [attribute.oneOf('level', ['strong', 'moderate', 'reduced'], 'How much stress.', { default: 'moderate' })],
  ),
  ssml('lang', 'Words in another language.', ['Say', 'emphasis', 'lang', 'p', 'prosody', 's'], anywhere, [
    attribute.oneOf('xml:lang', ssmlLanguageCodes, 'Language of these words.', { required: true }),
  ]),
  ssml('p', 'A paragraph.', ['Say', 'lang', 'prosody'], inParagraph, []),
  ssml(
    'phoneme',
    'A word with its pronunciation.',
    ['Say', 'emphasis', 'lang', 'p', 'prosody', 's', 'w'],
    [],
    [
      attribute.oneOf(
        'alphabet',
        ['ipa', 'x-sampa', 'x-amazon-jyutping', 'x-amazon-pinyin', 'x-amazon-pron-kana', 'x-amazon-yomigana'],
        'Phonetic alphabet of ph.',
        { default: 'ipa' },
      ),
      attribute.text('ph', 'Pronunciation in phonetic letters.', { required: true }),
    ],
  ),
  ssml(
    'prosody',
    'Words with another pitch, speed or volume.',
    ['Say', 'emphasis', 'lang', 'p', 'prosody', 's', 'w'],
    anywhere,
    [
      attribute.oneOf(
        'pitch',
        ['default', 'x-low', 'low', 'medium', 'high', 'x-high'],
        'Pitch: a word, or a change such as +10%.',
        {
          openEnum: true,
          pattern: '^[+-][0-9.]+(%|st|Hz)$',
        },
      ),
      attribute.oneOf(
        'rate',
        ['x-slow', 'slow', 'medium', 'fast', 'x-fast'],
        'Speed: a word, or a percentage such as 85%.',
        {
          openEnum: true,
          pattern: '^[0-9.]+%$',
        },
      ),
      attribute.oneOf(
        'volume',
        ['default', 'silent', 'x-soft', 'soft', 'medium', 'loud', 'x-loud'],
        'Volume: a word, or a change such as +6dB.',
        { openEnum: true, pattern: '^[+-][0-9.]+dB$' },
      ),
    ],
  ),
  ssml('s', 'A sentence.', ['Say', 'lang', 'p', 'prosody'], inSentence, []),
  ssml(
    'say-as',
    'Text read as a date, a number, single letters and so on.',
    ['Say', 'emphasis', 'lang', 'p', 'prosody', 's', 'w'],
    [],
    [
      attribute.oneOf(
        'interpret-as',
        [
          'characters',
          'spell-out',
          'cardinal',
          'number',
          'ordinal',
          'digits',
          'fraction',
          'unit',
          'date',
          'time',
          'address',
          'expletive',
          'telephone',
        ],
        'What the text is.',
        { required: true },
      ),
      attribute.oneOf(
        'format',
        ['mdy', 'dmy', 'ymd', 'md', 'dm', 'ym', 'my', 'd', 'm', 'y', 'yyyymmdd'],
        'Order of day, month and year, for dates.',
      ),
    ],
  ),
  ssml(
    'sub',
    'Text spoken as other words.',
    ['Say', 'emphasis', 'lang', 'p', 'prosody', 's', 'w'],
    [],
    [attribute.text('alias', 'Words to speak instead.', { required: true })],
  ),
  ssml('w', 'A word with its grammatical role.', ['Say', 'emphasis', 'lang', 'p', 'prosody', 's'], inWord, [
    attribute.text('role', 'Role that decides the pronunciation, e.g. amazon:VB for a verb.'),
  ]),
];

function ssml(
  tag: string,
  about: string,
  parents: readonly string[],
  children: readonly string[],
  attributes: readonly AttributeSpec[],
): ElementSpec {
  const text = tag === 'break' ? { allowed: false } : { allowed: true, mixed: true, content: 'speech' as const };
  const docs = 'https://www.twilio.com/docs/voice/twiml/say/text-speech';
  return {
    id: tag,
    tag,
    document: 'voice',
    kind: 'ssml',
    status: 'ga',
    about,
    docs,
    parents,
    children,
    text,
    attributes,
  };
}
