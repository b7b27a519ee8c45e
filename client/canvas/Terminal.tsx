import { MessageSquare, PhoneIncoming } from 'lucide-react';
import { memo } from 'react';
import { Handle, type NodeProps, Position } from 'reactflow';
import { blockName, exitsOf, summaryOf } from '../state/block-types.ts';
import { takesMessages } from '../state/entries.ts';
import { useDocument, useLit, useUi } from '../state/hooks.ts';
import type { CanvasNode } from './graph.ts';
import { jackClass } from './jack.ts';

/** An entry of the flow: the small round terminal a call or a message comes in by. */
export const Terminal = memo(function Terminal({ id, selected }: NodeProps<CanvasNode>) {
  const block = useDocument((state) => state.document.blocks[id]);
  const lit = useDocument(({ selectedEdge }) => selectedEdge?.block === id);
  const hovered = useUi((state) => state.hovered === id);
  const live = useLit((state) => state.live === id);
  const visited = useLit((state) => state.blocks.has(id));
  const [exit] = block ? exitsOf(block) : [];
  if (!block) return null;
  const classes = [
    'terminal',
    selected && 'is-selected',
    hovered && 'is-hovered',
    visited && 'is-visited',
    live && 'is-live',
  ]
    .filter(Boolean)
    .join(' ');
  const Icon = takesMessages(block) ? MessageSquare : PhoneIncoming;
  const words = block.name || summaryOf(block) || blockName(block);
  return (
    <div className={classes} title={summaryOf(block)} data-live={live || undefined}>
      <Icon size={15} aria-hidden="true" />
      <strong>{words.replace(/\.$/, '')}</strong>
      {exit && (
        <Handle
          type="source"
          id={exit.name}
          position={Position.Right}
          className={jackClass(block.exits[exit.name] !== undefined, lit, visited)}
        />
      )}
    </div>
  );
});
