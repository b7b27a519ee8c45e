import { memo } from 'react';
import { tokenise } from './tokenise.ts';
import './xml.css';

/** One line of a document; lines with the same `owner` belong together and light up together. */
export interface XmlLine {
  readonly text: string;
  readonly owner?: string | undefined;
}

interface XmlLinesProps {
  readonly lines: readonly XmlLine[];
  readonly label: string;
  /** Owner whose lines are marked with the accent bar. */
  readonly marked?: string | undefined;
  readonly hovered?: string | undefined;
  readonly titleOf?: (owner: string) => string;
  readonly onHover?: (owner: string | null) => void;
  readonly onChoose?: (owner: string) => void;
}

/** XML with line numbers and colours. Long lines wrap under their own indentation. */
export function XmlLines({ lines, label, marked, hovered, titleOf, onHover, onChoose }: XmlLinesProps) {
  return (
    <ol className="xml" aria-label={label} onMouseLeave={onHover && (() => onHover(null))}>
      {lines.map((line, index) => (
        <Line
          // Lines have no identity but their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          text={line.text}
          owner={line.owner}
          title={line.owner === undefined ? undefined : titleOf?.(line.owner)}
          state={lineState(line.owner, marked, hovered)}
          onHover={onHover}
          onChoose={onChoose}
        />
      ))}
    </ol>
  );
}

interface LineProps {
  readonly text: string;
  readonly owner: string | undefined;
  readonly title: string | undefined;
  readonly state: string;
  readonly onHover: ((owner: string | null) => void) | undefined;
  readonly onChoose: ((owner: string) => void) | undefined;
}

const Line = memo(function Line({ text, owner, title, state, onHover, onChoose }: LineProps) {
  const indent = text.length - text.trimStart().length;
  return (
    // Choosing by line is a short cut for the pointer; the keyboard reaches every block on the canvas.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <li
      className={`xml-line ${state}`}
      data-owner={owner}
      title={title}
      style={{ '--indent': `${indent + 2}ch` } as React.CSSProperties}
      onMouseEnter={onHover && (() => onHover(owner ?? null))}
      onClick={onChoose && owner !== undefined ? () => onChoose(owner) : undefined}
    >
      <code>
        {tokenise(text).map((token, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tokens have no identity but their place
          <span key={index} className={`xml-${token.kind}`}>
            {token.text}
          </span>
        ))}
      </code>
    </li>
  );
});

function lineState(owner: string | undefined, marked: string | undefined, hovered: string | undefined): string {
  if (owner === undefined) return '';
  return `${owner === marked ? 'is-marked' : ''} ${owner === hovered ? 'is-hovered' : ''}`;
}
