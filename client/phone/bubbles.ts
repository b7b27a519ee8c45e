import type { PhoneLine } from '../state/call/types.ts';
import { formatPhone } from '../ui/format.ts';

/** One bubble or quiet line of the conversation. */
export interface Bubble {
  /** Order of the first line in it. */
  readonly order: number;
  readonly kind: 'flow' | 'caller' | 'quiet';
  readonly text: string;
  /** Small words beneath, e.g. that nothing listened. */
  readonly aside?: string;
  readonly heard?: PhoneLine['heard'];
  readonly tone?: PhoneLine['tone'];
  readonly block?: string;
}

/** The conversation as bubbles; keys pressed one after another at the same block are one, and numbers are for reading. */
export function bubblesOf(lines: readonly PhoneLine[]): readonly Bubble[] {
  const bubbles: Bubble[] = [];
  let open = false;
  for (const line of lines) {
    const bubble = bubbleOf(line);
    const last = bubbles.at(-1);
    const key = line.who === 'caller' && /^[0-9*#A-D•]$/.test(line.text);
    if (key && open && last?.block === bubble.block && last?.kind === 'caller') {
      bubbles[bubbles.length - 1] = { ...last, text: `${last.text}${hidden(last, bubble) ? '' : ' '}${bubble.text}` };
    } else bubbles.push(bubble);
    open = key;
  }
  return bubbles;
}

/** Digits that nobody may see need no space between them: there is nothing to read apart. */
function hidden(last: Bubble, next: Bubble): boolean {
  return last.text.endsWith('•') && next.text === '•';
}

const NUMBER = /\+\d{6,15}/g;
/** A number for reading that no line break takes apart. */
const unbroken = (number: string): string => formatPhone(number).replaceAll(' ', '\u00a0');

const DEAF = ' (nothing listens)';

function bubbleOf({ order, who, text, heard, tone, block }: PhoneLine): Bubble {
  const deaf = text.endsWith(DEAF);
  const kind = who === 'caller' ? 'caller' : who === 'app' && heard ? 'flow' : 'quiet';
  return {
    order,
    kind,
    text: deaf ? text.slice(0, -DEAF.length) : kind === 'quiet' ? text.replace(NUMBER, unbroken) : text,
    ...(deaf ? { aside: 'Nothing listens' } : {}),
    ...(heard ? { heard } : {}),
    ...(tone ? { tone } : {}),
    ...(block === undefined ? {} : { block }),
  };
}
