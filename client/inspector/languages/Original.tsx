import type { Prompt } from '../../../shared/fields/prompts.ts';
import type { Json } from '../../../shared/flow/types.ts';

/** What is said in the flow's own language, to be read beside its translation. */
export function Original({ value }: { value: Json }) {
  const lines = Array.isArray(value) ? (value as unknown as readonly Prompt[]).map(pieceWords) : [String(value)];
  return (
    <blockquote className="original" aria-label="Original">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <p key={index}>{line}</p>
      ))}
    </blockquote>
  );
}

function pieceWords(piece: Prompt): string {
  if ('say' in piece) return piece.say;
  return 'play' in piece ? `Plays ${piece.play}` : `${piece.pause || 1} s of silence`;
}
