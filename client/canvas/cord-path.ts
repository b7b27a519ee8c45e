import { getBezierPath, type Position } from 'reactflow';

interface Ends {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
  readonly sourcePosition: Position;
  readonly targetPosition: Position;
}

/** How far below its first end a cord hangs that leads back to the left. */
const SLACK = 70;
/** How far below the jack it leads to: the most a card reaches down from there. */
const CARD = 230;

/** The way of a cord and the middle of it: leaves and enters horizontally; one that leads back hangs below the cards it passes. */
export function cordPath(ends: Ends): readonly [path: string, x: number, y: number] {
  const { sourceX, sourceY, targetX, targetY } = ends;
  if (targetX > sourceX - 24) {
    const [path, x, y] = getBezierPath({ ...ends, curvature: 0.32 });
    return [path, x, y];
  }
  const middle = (sourceX + targetX) / 2;
  const low = Math.max(sourceY + SLACK, targetY + CARD);
  const out = Math.min(160, 70 + (sourceX - targetX) / 12);
  const path = [
    `M${sourceX},${sourceY}`,
    `C${sourceX + out},${sourceY} ${sourceX + out},${low} ${sourceX - 20},${low}`,
    `L${targetX + 20},${low}`,
    `C${targetX - out},${low} ${targetX - out},${targetY} ${targetX},${targetY}`,
  ];
  return [path.join(' '), middle, low];
}
