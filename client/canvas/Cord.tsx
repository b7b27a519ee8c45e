import { memo } from 'react';
import { BaseEdge, type EdgeProps } from 'reactflow';
import { exitLabel, exitsOf } from '../state/block-types.ts';
import { useDocument } from '../state/hooks.ts';
import { cordPath } from './cord-path.ts';

/** A cord from an exit's jack to a block's; names its exit while the pointer is on it or it is selected. */
export const Cord = memo(function Cord(props: EdgeProps) {
  const { source, sourceHandleId } = props;
  const [path, x, y] = cordPath(props);
  const label = useDocument(({ document }) => {
    const block = document.blocks[source];
    const exit = block && exitsOf(block).find(({ name }) => name === sourceHandleId);
    return exit ? exitLabel(exit) : '';
  });
  return (
    <>
      <BaseEdge path={path} interactionWidth={18} />
      {label && (
        <text x={x} y={y} className="cord-name" textAnchor="middle" dominantBaseline="central">
          {label}
        </text>
      )}
    </>
  );
});
