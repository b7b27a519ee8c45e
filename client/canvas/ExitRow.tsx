import { Ear } from 'lucide-react';
import { memo } from 'react';
import { Handle, Position, useReactFlow } from 'reactflow';
import type { ExitSpec } from '../../shared/block.ts';
import { blockName, exitLabel } from '../state/block-types.ts';
import { useDocument, useLit, useNarrow } from '../state/hooks.ts';
import { cordKey } from '../state/lit.ts';
import { jackClass } from './jack.ts';
import { openPlugMenu } from './store.ts';
import { useCover } from './use-cover.ts';

interface ExitRowProps {
  readonly block: string;
  readonly exit: ExitSpec;
  /** Block it is plugged into. */
  readonly to: string | undefined;
  /** Whether Tab stops here; only in the selected block, so that Tab goes from block to block elsewhere. */
  readonly reachable: boolean;
}

/** One way out of a block, with its jack on the card's edge. Its name opens the menu that connects it. */
export const ExitRow = memo(function ExitRow({ block, exit, to, reachable }: ExitRowProps) {
  const target = useDocument((state) => (to === undefined ? undefined : state.document.blocks[to]));
  const lit = useDocument(({ selectedEdge }) => selectedEdge?.block === block && selectedEdge.exit === exit.name);
  const taken = useLit(({ cords }) => cords.has(cordKey(block, exit.name)));
  const cover = useCover(block, exit.name);
  const narrow = useNarrow();
  const { screenToFlowPosition } = useReactFlow();
  const beside = exit.aside !== undefined;
  const where = target ? `connected to ${blockName(target)}` : 'not connected';
  return (
    <li className={beside ? 'exit is-aside' : 'exit'} data-taken={taken || undefined} data-cover={cover}>
      <button
        type="button"
        className="exit-name nodrag"
        tabIndex={reachable ? 0 : -1}
        disabled={narrow}
        data-exit={exit.name}
        aria-label={`Exit ${exitLabel(exit)}${beside ? ', heard beside the call' : ''}, ${where}${cover ? `, ${cover}` : ''}`}
        title={beside ? `${exit.label}: heard beside the call, which goes on by the other exits` : exit.label}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const screen = { x: box.right + 14, y: box.top };
          const at = screenToFlowPosition({ x: box.right + 110, y: box.top - 30 });
          openPlugMenu({ from: { block, exit: exit.name }, screen, at: [at.x, at.y] });
        }}
      >
        {beside && <Ear className="exit-ear" size={13} aria-hidden="true" />}
        {exit.key && <kbd>{exit.key}</kbd>}
        <span>{exit.label}</span>
      </button>
      <Handle
        type="source"
        id={exit.name}
        position={Position.Right}
        className={`${jackClass(target !== undefined, lit, taken)}${beside ? ' is-aside' : ''}`}
      />
    </li>
  );
});
