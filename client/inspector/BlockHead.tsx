import { Copy, ExternalLink, Trash2 } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { AnyBlock } from '../../shared/block.ts';
import type { FlowBlock } from '../../shared/flow/types.ts';
import { isEntry } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';

/** Name, type and TwiML term of the selected block. */
export function BlockHead({ id, block, type }: { id: string; block: FlowBlock; type: AnyBlock | undefined }) {
  const { rename, duplicate, removeBlocks } = documentStore.getState();
  const title = type?.title ?? block.type;
  return (
    <header className="inspector-head" style={{ '--group': `var(--${type?.group ?? 'soft'})` } as CSSProperties}>
      <span className="inspector-icon" aria-hidden="true">
        <BlockIcon name={type?.icon ?? 'circle-help'} />
      </span>
      <input
        className="inspector-name"
        aria-label="Name of the block"
        value={block.name ?? ''}
        placeholder={title}
        maxLength={120}
        onChange={(event) => rename(id, event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      {!isEntry(block) && (
        <span className="inspector-tools">
          <button
            type="button"
            className="icon-button"
            aria-label="Duplicate block"
            title="Duplicate"
            onClick={() => duplicate([id])}
          >
            <Copy size={14} aria-hidden="true" />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label="Delete block"
            title="Delete"
            onClick={() => removeBlocks([id])}
          >
            <Trash2 size={14} aria-hidden="true" />
          </button>
        </span>
      )}
      <div className="inspector-kind">
        {block.name && <span>{title}</span>}
        {type?.term && (type.term !== title || !block.name) && <code>{type.term}</code>}
        {type?.docs && (
          <a href={type.docs} target="_blank" rel="noreferrer">
            Twilio’s page <ExternalLink size={12} aria-hidden="true" />
          </a>
        )}
      </div>
    </header>
  );
}
