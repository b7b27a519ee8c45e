import { Music } from 'lucide-react';
import { memo, useEffect, useMemo, useRef } from 'react';
import { outermostOf } from '../../shared/flow/block-path.ts';
import { blockNames, showBlock } from '../state/block-names.ts';
import type { PhoneLine } from '../state/call/types.ts';
import { useDocument, usePhone } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { type Bubble, bubblesOf } from './bubbles.ts';
import { endingWords } from './words.ts';

const NONE: readonly PhoneLine[] = [];

/** What is heard, pressed and said, as it happens. */
export function Bubbles() {
  const lines = usePhone(({ call }) => call?.lines ?? NONE);
  const ending = usePhone(({ call }) => call?.ending ?? null);
  const bubbles = useMemo(() => bubblesOf(lines.filter((line) => !isRing(line))), [lines]);
  const end = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was added last is scrolled to
  useEffect(() => {
    if (end.current) end.current.scrollTop = end.current.scrollHeight;
  }, [bubbles, ending]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a stop here the keyboard could not scroll it
    <section className="bubbles" role="log" aria-label="Conversation" tabIndex={0} ref={end}>
      <ol>
        {bubbles.map((bubble) => (
          <BubbleLine key={bubble.order} {...bubble} />
        ))}
        {ending !== null && <li className="bubble is-quiet">{endingWords(ending)}</li>}
      </ol>
    </section>
  );
}

/** Phones that ring have cards of their own here. */
function isRing({ who, text }: PhoneLine): boolean {
  return who === 'line' && text.endsWith(' rings');
}

const BubbleLine = memo(function BubbleLine({ kind, text, aside, heard, tone, block }: Bubble) {
  const outer = block && outermostOf(block);
  const called = usePhone(({ call }) => call?.called);
  const name = useDocument(({ document, flowId }) =>
    block === undefined || outer === undefined || document.blocks[outer] === undefined
      ? undefined
      : blockNames({ flow: document, self: flowId ?? undefined, called }).nameOf(block),
  );
  const classes = ['bubble', `is-${kind}`, tone && `is-${tone}`].filter(Boolean).join(' ');
  const who = kind === 'flow' ? 'The flow: ' : kind === 'caller' ? 'You: ' : '';
  const { hover } = uiStore.getState();
  return (
    <li
      className={classes}
      title={name === undefined ? undefined : `At ${name}`}
      onMouseEnter={outer === undefined ? undefined : () => hover(outer)}
      onMouseLeave={outer === undefined ? undefined : () => hover(null)}
      onDoubleClick={name === undefined || block === undefined ? undefined : () => showBlock(block)}
    >
      <span className="visually-hidden">{who}</span>
      {heard === 'play' && <Music size={13} aria-label="Plays" />}
      <span className={kind === 'caller' && !text.startsWith('“') ? 'bubble-keys' : undefined}>
        {heard === 'play' ? fileName(text) : text}
      </span>
      {aside && <small>{aside}</small>}
    </li>
  );
});

function fileName(url: string): string {
  const name = url.split(/[?#]/)[0]?.split('/').at(-1);
  return name ? decoded(name) : url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
