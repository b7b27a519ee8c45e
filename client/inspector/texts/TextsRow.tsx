import { memo, useMemo } from 'react';
import { blockTypes } from '../../../shared/blocks/index.ts';
import { originalOf, translationOf } from '../../../shared/languages/rows.ts';
import { blockType } from '../../state/block-types.ts';
import { useDocument } from '../../state/hooks.ts';
import { uiStore } from '../../state/index.ts';
import { BlockIcon } from '../../ui/BlockIcon.tsx';
import type { Place } from './places.ts';
import { TextsCell } from './TextsCell.tsx';

interface TextsRowProps {
  readonly row: string;
  readonly block: string;
  readonly field: string;
  readonly name: string;
  readonly label: string;
  /** Codes of the languages with spaces between, the flow's own first. */
  readonly columns: string;
  /** Column that the Tab key comes to. */
  readonly tab: string | null;
  readonly writing: string | null;
  readonly readOnly: boolean;
  readonly onWrite: (place: Place | null) => void;
  readonly onLeave: (place: Place) => void;
}

/** A text of a block in all languages. It redraws only when something in it changes. */
export const TextsRow = memo(function TextsRow({ name, columns, tab, writing, ...rest }: TextsRowProps) {
  const { row, block: id, field, label } = rest;
  const block = useDocument(({ document }) => document.blocks[id]);
  const original = useMemo(
    () => (block ? originalOf({ blocks: { [id]: block } }, id, field, blockTypes) : undefined),
    [block, id, field],
  );
  if (!block || original === undefined) return null;
  return (
    <tr className="texts-row">
      <th scope="row" className="texts-block">
        <button
          type="button"
          data-row={row}
          data-column="block"
          tabIndex={tab === 'block' ? 0 : -1}
          title="Show this block on the canvas"
          onClick={() => {
            rest.onWrite(null);
            uiStore.getState().focusBlock(id);
          }}
        >
          <BlockIcon name={blockType(block.type)?.icon ?? 'circle-help'} size={14} />
          <span>
            <strong>{name}</strong>
            <small>{label}</small>
          </span>
        </button>
      </th>
      {columns.split(' ').map((language, index) => (
        <LanguageCell
          key={language}
          {...rest}
          name={`${name}, ${label}`}
          language={language}
          own={index === 0}
          original={original}
          tab={tab === language}
          writing={writing === language}
        />
      ))}
    </tr>
  );
});

type LanguageCellProps = Omit<Parameters<typeof TextsCell>[0], 'translation'>;

function LanguageCell(props: LanguageCellProps) {
  const { language, row, own } = props;
  const translation = useDocument(({ document }) => (own ? undefined : translationOf(document, language, row)));
  return <TextsCell {...props} translation={translation} />;
}
