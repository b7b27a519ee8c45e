import { type DragEvent, useCallback, useMemo } from 'react';
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type FinalConnectionState,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from 'reactflow';
import 'reactflow/dist/style.css';
import './canvas.css';
import { blockType, isEntry } from '../state/block-types.ts';
import { documentStore } from '../state/document.ts';
import { useDocument, useNarrow } from '../state/hooks.ts';
import { uiStore } from '../state/index.ts';
import { DRAGGED_TYPE, viewStore } from '../state/view.ts';
import { CanvasTools } from './CanvasTools.tsx';
import { Card } from './Card.tsx';
import { Cord } from './Cord.tsx';
import { firstView, showsSome } from './first-view.ts';
import type { CanvasNode } from './graph.ts';
import { keptView } from './kept-view.ts';
import { PlugMenu } from './PlugMenu.tsx';
import { graphStore, openPlugMenu, useGraph } from './store.ts';
import { Terminal } from './Terminal.tsx';
import { useCanvasKeys } from './use-canvas-keys.ts';
import { useFocusWish } from './use-focus-wish.ts';

/** More blocks than this and only those on screen are drawn. */
const CULLED_FROM = 150;

// Made once: new objects here would draw every card anew.
const nodeTypes = { card: Card, terminal: Terminal };
const edgeTypes = { cord: Cord };
const snapGrid: [number, number] = [8, 8];
const noKeys: string[] = [];
const proOptions = { hideAttribution: true };

/** The switchboard: blocks as cards, cords between their jacks. */
export function Canvas() {
  const flow = useDocument((state) => state.opened);
  return (
    <ReactFlowProvider key={flow}>
      <Board />
    </ReactFlowProvider>
  );
}

function Board() {
  const nodes = useGraph((state) => state.nodes);
  const edges = useGraph((state) => state.edges);
  const narrow = useNarrow();
  const { getViewport, screenToFlowPosition, setViewport } = useReactFlow();
  const drop = useDrop();
  const connectEnd = useConnectEnd();
  useFocusWish();
  useCanvasKeys(!narrow);
  const change = graphStore.getState().change;
  const noteView = useCallback(() => {
    const box = document.querySelector('.canvas')?.getBoundingClientRect();
    if (!box) return;
    const { x, y } = screenToFlowPosition({ x: box.left + box.width / 2 - 120, y: box.top + box.height / 2 - 60 });
    viewStore.setState({ centre: [x, y] });
    keptView.write(documentStore.getState().flowId, getViewport());
  }, [getViewport, screenToFlowPosition]);
  const showFirst = useCallback(() => {
    const box = document.querySelector('.canvas')?.getBoundingClientRect();
    if (!box) return;
    const { document: flow, flowId } = documentStore.getState();
    const kept = keptView.read(flowId);
    const view = kept && showsSome(flow, kept, box) ? kept : firstView(flow, box.width, box.height);
    void setViewport(view).then(noteView);
  }, [setViewport, noteView]);
  const dropping = useMemo(() => (narrow ? {} : { onDrop: drop, onDragOver: allowDrop }), [narrow, drop]);
  return (
    <section className="canvas" aria-label="Flow" onPointerDownCapture={leaveField} {...dropping}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={change}
        onNodeClick={pick}
        onEdgeClick={pickCord}
        onPaneClick={unpick}
        onSelectionEnd={noteSelection}
        onNodeDragStart={pickDragged}
        onNodeDragStop={settle}
        onSelectionDragStop={settleSelection}
        onConnect={connect}
        onConnectEnd={connectEnd}
        onMoveEnd={noteView}
        onInit={showFirst}
        isValidConnection={validCord}
        connectionLineType={ConnectionLineType.Bezier}
        connectionRadius={28}
        nodesDraggable={!narrow}
        nodesConnectable={!narrow}
        elementsSelectable={true}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={noKeys}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={noKeys}
        selectNodesOnDrag={false}
        onlyRenderVisibleElements={nodes.length > CULLED_FROM}
        snapToGrid
        snapGrid={snapGrid}
        minZoom={0.1}
        maxZoom={1.75}
        proOptions={proOptions}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.4} color="var(--dots)" />
        {!narrow && (
          <MiniMap pannable zoomable ariaLabel="Map of the flow" nodeColor={mapColour} nodeBorderRadius={6} />
        )}
        <CanvasTools />
      </ReactFlow>
      <PlugMenu />
      {nodes.length === 0 && <p className="canvas-empty">Drag a block here, or press / to find one.</p>}
    </section>
  );
}

/** Dragging the canvas keeps the browser from leaving a field, and keys would go on typing there. */
function leaveField({ target }: { target: EventTarget }): void {
  const active = document.activeElement;
  if (
    active instanceof HTMLElement &&
    active.matches('input, textarea, [contenteditable]') &&
    target instanceof Element &&
    !target.closest('.plug-menu')
  ) {
    active.blur();
  }
}

function allowDrop(event: DragEvent): void {
  if (!event.dataTransfer.types.includes(DRAGGED_TYPE)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
}

function useDrop(): (event: DragEvent) => void {
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (event) => {
      const type = event.dataTransfer.getData(DRAGGED_TYPE);
      if (!blockType(type)) return;
      event.preventDefault();
      const { x, y } = screenToFlowPosition({ x: event.clientX, y: event.clientY });
      documentStore.getState().place(type, [x - 120, y - 24]);
    },
    [screenToFlowPosition],
  );
}

/** A cord let go over a card plugs into it; over empty canvas it asks what comes next. */
function useConnectEnd(): (event: MouseEvent | TouchEvent, state: FinalConnectionState) => void {
  const { screenToFlowPosition } = useReactFlow();
  return useCallback(
    (event, { isValid, fromHandle, fromNode }) => {
      if (isValid || !fromNode || fromHandle?.type !== 'source' || !fromHandle.id) return;
      const point = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!point) return;
      const card = document.elementFromPoint(point.clientX, point.clientY)?.closest<HTMLElement>('.react-flow__node');
      const to = card?.dataset.id;
      if (to) return documentStore.getState().connect(fromNode.id, fromHandle.id, to);
      const { x, y } = screenToFlowPosition({ x: point.clientX, y: point.clientY });
      const from = { block: fromNode.id, exit: fromHandle.id };
      openPlugMenu({ from, screen: { x: point.clientX, y: point.clientY }, at: [x, y - 28] });
    },
    [screenToFlowPosition],
  );
}

function connect({ source, sourceHandle, target }: Connection): void {
  if (sourceHandle) documentStore.getState().connect(source, sourceHandle, target);
}

function validCord({ target }: { target: string | null }): boolean {
  const block = target === null ? undefined : documentStore.getState().document.blocks[target];
  return block !== undefined && !isEntry(block);
}

function pick(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }, node: CanvasNode): void {
  const { selection, select } = documentStore.getState();
  if (!(event.shiftKey || event.ctrlKey || event.metaKey)) {
    select([node.id]);
    uiStore.getState().setInspectorOpen(true);
  } else select(selection.includes(node.id) ? selection.filter((id) => id !== node.id) : [...selection, node.id]);
}

function pickCord(_event: unknown, edge: { source: string; sourceHandle?: string | null }): void {
  if (edge.sourceHandle) documentStore.getState().selectEdge({ block: edge.source, exit: edge.sourceHandle });
}

function unpick(): void {
  documentStore.getState().select([]);
  openPlugMenu(null);
}

/** React Flow marks what a dragged frame holds on its own nodes; ours follow once the frame is let go. */
function noteSelection(): void {
  const boxed = [...document.querySelectorAll<HTMLElement>('.react-flow__node.selected')].flatMap(
    (node) => node.dataset.id ?? [],
  );
  if (boxed.length > 0) documentStore.getState().select(boxed);
}

function pickDragged(_event: unknown, node: CanvasNode): void {
  const { selection, select } = documentStore.getState();
  if (!selection.includes(node.id)) select([node.id]);
}

function settle(_event: unknown, node: CanvasNode, dragged: CanvasNode[]): void {
  settleSelection(_event, dragged.length > 0 ? dragged : [node]);
}

function settleSelection(_event: unknown, dragged: CanvasNode[]): void {
  documentStore.getState().move(Object.fromEntries(dragged.map(({ id, position }) => [id, [position.x, position.y]])));
}

function mapColour(node: CanvasNode): string {
  const block = documentStore.getState().document.blocks[node.id];
  const group = block && blockType(block.type)?.group;
  return `color-mix(in oklch, var(--${group ?? 'cord'}) 62%, var(--panel))`;
}
