import { applyNodeChanges, type Edge, type Node, type NodeChange } from 'reactflow';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FlowBlock, FlowDocument } from '../../shared/flow/types.ts';
import { blockName, blockType, isEntry } from '../state/block-types.ts';
import type { DocumentState } from '../state/document.ts';
import type { ExitRef } from '../state/edits.ts';

export type CanvasNode = Node<{ readonly id: string }>;

/** What React Flow draws. Objects keep their identity until what they stand for changes, or every card would redraw. */
export interface GraphState {
  readonly nodes: CanvasNode[];
  readonly edges: Edge[];
  /** Blocks that at least one cord leads to. */
  readonly inbound: ReadonlySet<string>;
  /** React Flow's own news: measures and positions while a block is dragged. */
  change(changes: NodeChange<CanvasNode>[]): void;
}

type Documents = Pick<StoreApi<DocumentState>, 'getState' | 'subscribe'>;

/** Follows a document store. @returns the store and what stops it */
export function createGraphStore(documents: Documents): { store: StoreApi<GraphState>; stop: () => void } {
  const first = documents.getState();
  const store = createStore<GraphState>()((set, get) => ({
    ...drawn(first, { nodes: [], edges: [] }),
    change: (changes) => {
      const own = changes.filter(({ type }) => type === 'dimensions' || type === 'position');
      if (own.length > 0) set({ nodes: applyNodeChanges(own, get().nodes) });
    },
  }));
  const stop = documents.subscribe((state, before) => {
    const { document, selection, selectedEdge } = state;
    const unchanged =
      document === before.document && selection === before.selection && selectedEdge === before.selectedEdge;
    if (!unchanged) store.setState(drawn(state, store.getState(), before));
  });
  return { store, stop };
}

type Drawn = Pick<GraphState, 'nodes' | 'edges' | 'inbound'>;

function drawn(state: DocumentState, now: Pick<GraphState, 'nodes' | 'edges'>, before?: DocumentState): Drawn {
  const { document, selection, selectedEdge } = state;
  const chosen = new Set(selection);
  const known = new Map(now.nodes.map((node) => [node.id, node]));
  const nodes = Object.entries(document.blocks).map(([id, block]) => {
    const moved = before === undefined || before.document.layout[id] !== document.layout[id];
    return nodeOf(id, block, document, chosen.has(id), known.get(id), moved);
  });
  const edges = Object.entries(document.blocks).flatMap(([id, block]) => edgesOf(id, block, selectedEdge, document));
  return {
    nodes: sameList(nodes, now.nodes) ? now.nodes : nodes,
    edges: sameList(edges, now.edges) ? now.edges : edges,
    inbound: new Set(edges.map(({ target }) => target)),
  };
}

function nodeOf(
  id: string,
  block: FlowBlock,
  document: FlowDocument,
  selected: boolean,
  known: CanvasNode | undefined,
  moved: boolean,
): CanvasNode {
  const [x, y] = document.layout[id] ?? [0, 0];
  const ariaLabel = labelOf(block);
  const position = known && !moved ? known.position : { x, y };
  const settled = known && known.position.x === position.x && known.position.y === position.y;
  if (known && settled && known.selected === selected && known.ariaLabel === ariaLabel) return known;
  const type = isEntry(block) ? 'terminal' : 'card';
  return { ...(known ?? { id, data: { id } }), id, type, position, selected, ariaLabel };
}

function labelOf(block: FlowBlock): string {
  return `${blockName(block)}, ${blockType(block.type)?.title ?? block.type} block`;
}

const edgesByBlock = new WeakMap<FlowBlock, Edge[]>();

function edgesOf(id: string, block: FlowBlock, selected: ExitRef | null, document: FlowDocument): Edge[] {
  let edges = edgesByBlock.get(block);
  if (!edges || (edges[0] && edges[0].source !== id)) {
    edges = Object.entries(block.exits).map(([exit, target]) => ({
      id: `${id}:${exit}`,
      type: 'cord',
      source: id,
      sourceHandle: exit,
      target,
      targetHandle: 'in',
    }));
    edgesByBlock.set(block, edges);
  }
  const sound = edges.every(({ target }) => document.blocks[target])
    ? edges
    : edges.filter(({ target }) => document.blocks[target]);
  if (selected?.block !== id) return sound;
  return sound.map((edge) => (edge.sourceHandle === selected.exit ? { ...edge, selected: true } : edge));
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
