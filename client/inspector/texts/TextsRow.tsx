import { LifeBuoy } from 'lucide-react';
import { memo, type ReactNode, useMemo } from 'react';
import { blockTypes } from '../../../shared/blocks/index.ts';
import type { Json } from '../../../shared/flow/types.ts';
import { fallbackOriginal, fallbackWords } from '../../../shared/languages/fallback-row.ts';
import { blockOriginal, translationOf } from '../../../shared/languages/rows.ts';
import { blockType } from '../../state/block-types.ts';
import { useDocument } from '../../state/hooks.ts';
import { BlockIcon } from '../../ui/BlockIcon.tsx';
import type { Place } from './places.ts';
import { showPlace } from './show-place.ts';
import { TextsCell } from './TextsCell.tsx';

interface TextsRowProps {
  readonly row: string;
  /** Absent for what belongs to no block. */
  readonly block: string | undefined;
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

/** A text in all languages. It redraws only when something in it changes. */
export const TextsRow = memo(function TextsRow(props: TextsRowProps) {
  return props.block === undefined ? <FallbackRow {...props} /> : <BlockRow {...props} block={props.block} />;
});

function BlockRow(props: TextsRowProps & { readonly block: string }) {
  const { block: id, field } = props;
  const block = useDocument(({ document }) => document.blocks[id]);
  const original = useMemo(() => blockOriginal(block, field, blockTypes), [block, field]);
  if (!block || original === undefined) return null;
  const icon = <BlockIcon name={blockType(block.type)?.icon ?? 'circle-help'} size={14} />;
  return <Row {...props} icon={icon} original={original} standard={false} />;
}

/** What callers hear when a turn fails, in whatever block that is. */
function FallbackRow(props: TextsRowProps) {
  const original = useDocument(({ document }) => fallbackOriginal(document, blockTypes));
  const standard = useDocument(({ document }) => fallbackWords(document.settings) === undefined);
  if (original === undefined) return null;
  const icon = <LifeBuoy size={14} aria-hidden="true" />;
  return <Row {...props} icon={icon} original={original} standard={standard} />;
}

interface RowProps extends TextsRowProps {
  readonly icon: ReactNode;
  readonly original: Json;
  readonly standard: boolean;
}

function Row({ name, icon, columns, tab, writing, ...rest }: RowProps) {
  const { row, block, label, onWrite } = rest;
  return (
    <tr className="texts-row">
      <th scope="row" className="texts-block">
        <button
          type="button"
          data-row={row}
          data-column="block"
          tabIndex={tab === 'block' ? 0 : -1}
          title={block === undefined ? 'Show the settings of the flow' : 'Show this block on the canvas'}
          onClick={() => {
            onWrite(null);
            showPlace(block);
          }}
        >
          {icon}
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
          tab={tab === language}
          writing={writing === language}
        />
      ))}
    </tr>
  );
}

type LanguageCellProps = Omit<Parameters<typeof TextsCell>[0], 'translation'>;

function LanguageCell(props: LanguageCellProps) {
  const { language, row, own } = props;
  const translation = useDocument(({ document }) => (own ? undefined : translationOf(document, language, row)));
  return <TextsCell {...props} translation={translation} />;
}
