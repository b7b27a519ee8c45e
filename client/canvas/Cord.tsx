import { memo } from 'react';
import { BaseEdge, type EdgeProps } from 'reactflow';
import { exitLabel, exitsOf } from '../state/block-types.ts';
import { useDocument, useLit } from '../state/hooks.ts';
import { cordPath } from './cord-path.ts';

/** A cord from an exit's jack to a block's; names its exit while the pointer is on it or it is selected. */
export const Cord = memo(function Cord(props: EdgeProps) {
  const { source, sourceHandleId } = props;
  const [path, x, y] = cordPath(props);
  // One and the same object while the block's props stay as they are.
  const exit = useDocument(({ document }) => {
    const block = document.blocks[source];
    return block && exitsOf(block).find(({ name }) => name === sourceHandleId);
  });
  const label = exit ? exitLabel(exit) : '';
  const taken = useLit(({ cords }) => cords.has(props.id));
  const pulse = useLit(({ latest }) => (latest?.cord === props.id ? latest.count : -1));
  return (
    <>
      <BaseEdge
        path={path}
        interactionWidth={18}
        className={`${taken ? 'is-taken' : ''} ${exit?.aside ? 'is-aside' : ''}`.trim()}
      />
      {pulse >= 0 && (
        // A new key for every time it is taken, so that the pulse runs again.
        <circle key={pulse} className="cord-pulse" r="5" style={{ offsetPath: `path("${path}")` }} />
      )}
      {label && (
        <text x={x} y={y} className="cord-name" textAnchor="middle" dominantBaseline="central">
          {label}
        </text>
      )}
    </>
  );
});
