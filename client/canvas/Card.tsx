import { memo, useEffect, useRef } from 'react';
import { Handle, type NodeProps, Position, useStore as useFlowStore, useUpdateNodeInternals } from 'reactflow';
import type { FlowBlock } from '../../shared/flow/types.ts';
import { blockName, blockType, exitsOf, summaryOf } from '../state/block-types.ts';
import { cardSize } from '../state/card-size.ts';
import { documentStore } from '../state/document.ts';
import { useDocument, useLit, useProblems, useSpokenBlock, useUi } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { problemsOf } from '../state/problems.ts';
import { BlockIcon } from '../ui/BlockIcon.tsx';
import { ExitRow } from './ExitRow.tsx';
import type { CanvasNode } from './graph.ts';
import { jackClass } from './jack.ts';
import { useGraph } from './store.ts';
import { useCover } from './use-cover.ts';

/** Below this zoom nobody can read a card, so it is drawn as a plain plate. */
const FAR = 0.45;

/** A block on the canvas: what it is called, what the caller hears, and a jack per exit. */
export const Card = memo(function Card({ id, selected }: NodeProps<CanvasNode>) {
  const block = useSpokenBlock(id);
  const far = useFlowStore((state) => state.transform[2] < FAR);
  const hovered = useUi((state) => state.hovered === id);
  const plugged = useGraph((state) => state.inbound.has(id));
  const lit = useDocument(({ selectedEdge, document }) =>
    selectedEdge ? document.blocks[selectedEdge.block]?.exits[selectedEdge.exit] === id : false,
  );
  const live = useLit((state) => state.live === id);
  const visited = useLit((state) => state.blocks.has(id));
  const cover = useCover(id);
  useFreshHandles(id, block);
  if (!block) return null;
  const classes = [
    'card',
    selected && 'is-selected',
    hovered && 'is-hovered',
    far && 'is-far',
    visited && 'is-visited',
    live && 'is-live',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only lights the block's lines of TwiML
    <div
      className={classes}
      data-group={blockType(block.type)?.group}
      data-live={live || undefined}
      data-cover={cover}
      style={far ? { height: cardSize(documentStore.getState().document, id).height } : undefined}
      onMouseEnter={() => uiStore.getState().hover(id)}
      onMouseLeave={() => uiStore.getState().hover(null)}
    >
      <Handle type="target" id="in" position={Position.Left} className={jackClass(plugged, lit, plugged && visited)} />
      {far ? <FarFace id={id} block={block} /> : <NearFace id={id} block={block} selected={selected} />}
    </div>
  );
});

function NearFace({ id, block, selected }: { id: string; block: FlowBlock; selected: boolean }) {
  const type = blockType(block.type);
  const summary = summaryOf(block);
  const exits = exitsOf(block);
  const name = blockName(block);
  return (
    <>
      <header className="card-head">
        <span className="tile" aria-hidden="true">
          <BlockIcon name={type?.icon ?? 'circle-help'} size={14} />
        </span>
        <div className="card-names">
          <strong title={name}>{name}</strong>
          <small>
            {type && type.title !== name && type.title !== type.term && `${type.title} `}
            {type?.term && <code>{type.term}</code>}
            {!type?.term && type?.title === name && type.group}
          </small>
        </div>
        <ProblemBadge id={id} />
      </header>
      {summary && <p className="card-summary">{summary}</p>}
      {exits.length > 0 && (
        <ul className="card-exits">
          {exits.map((exit) => (
            <ExitRow key={exit.name} block={id} exit={exit} to={block.exits[exit.name]} reachable={selected} />
          ))}
        </ul>
      )}
    </>
  );
}

function FarFace({ id, block }: { id: string; block: FlowBlock }) {
  return (
    <>
      <strong className="card-far-name">{blockName(block)}</strong>
      <ProblemBadge id={id} />
      {exitsOf(block).map((exit, index, all) => (
        <Handle
          key={exit.name}
          type="source"
          id={exit.name}
          position={Position.Right}
          className="jack is-plugged"
          style={{ top: 'auto', bottom: (all.length - index) * 24 - 12 }}
        />
      ))}
    </>
  );
}

function ProblemBadge({ id }: { id: string }) {
  const count = useProblems((state) => problemsOf(state, id).length);
  const bad = useProblems((state) => problemsOf(state, id).some(({ severity }) => severity === 'error'));
  if (count === 0) return null;
  const words = count === 1 ? '1 problem' : `${count} problems`;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={bad ? 'badge nodrag is-error' : 'badge nodrag is-warning'}
      title={words}
      aria-label={`${words}, show`}
      onClick={(event) => {
        event.stopPropagation();
        documentStore.getState().select([id]);
        uiStore.getState().showDrawer('problems');
      }}
    >
      {count}
    </button>
  );
}

/**
 * React Flow measures jacks when a card appears or changes its size; exits that only swap places need telling. Never on the
 * first drawing: each telling walks every block.
 */
function useFreshHandles(id: string, block: FlowBlock | undefined): void {
  const update = useUpdateNodeInternals();
  const names = block ? namesOf(block) : '';
  const told = useRef(names);
  useEffect(() => {
    if (told.current === names) return;
    told.current = names;
    update(id);
  }, [id, names, update]);
}

function namesOf(block: FlowBlock): string {
  return exitsOf(block)
    .map(({ name }) => name)
    .join('\n');
}
