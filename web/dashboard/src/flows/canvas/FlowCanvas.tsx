import '@xyflow/react/dist/style.css'
import {
  Background,
  Controls,
  type Edge,
  MiniMap,
  type Node,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  useNodesState,
} from '@xyflow/react'
import { useEffect, useMemo, useRef } from 'react'
import { type Counts, type Definition, type Fault, type Slot, type StepChoice } from '../flow'
import classes from '../Flow.module.css'
import { layout, nodeHeight, nodeWidth, type Placed, slotSize } from './layout'
import { nodeTypes } from './nodes'

export interface CanvasProps {
  flow: Definition
  trigger: string
  faults: readonly Fault[]
  counts: Counts | undefined
  selected: string | null
  nameOf: (id: string) => string | undefined
  readOnly: boolean
  onSelect: (id: string | null) => void
  onAdd: (slot: Slot, step: StepChoice | 'paste') => void
  onMove: (id: string, slot: Slot) => void
}

const near = 110
const margin = 24
const fewSteps = 6

/** The flow as a drawing: choose a step to change it, press + to add one, drag a step onto a + to move it. */
export function FlowCanvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing(props: CanvasProps) {
  const { flow, readOnly, onSelect, onMove } = props
  const room = useRef<HTMLDivElement>(null)
  const placed = useMemo(() => layout(flow.steps), [flow.steps])
  const drawn = useMemo(() => placed.nodes.map((one): Node => nodeOf(one, props)), [placed, props])
  const [nodes, setNodes, onNodesChange] = useNodesState(drawn)
  useEffect(() => setNodes((before) => withSizes(drawn, before)), [drawn, setNodes])
  const edges = useMemo(
    () =>
      placed.lines.map(({ id, from, to, label }): Edge => ({
        id,
        source: from,
        target: to,
        type: 'smoothstep',
        focusable: false,
        ...(label !== undefined && { label, labelBgPadding: [6, 3], labelBgBorderRadius: 4 }),
      })),
    [placed],
  )
  const drop = (node: Node): void => {
    const slot = slotNear(placed.nodes, node)
    // Where it did not go anywhere it goes back.
    setNodes((before) => withSizes(drawn, before))
    if (slot !== undefined) onMove(node.id, slot)
  }
  // From its beginning, at a size that can be read.
  const begin = (instance: ReactFlowInstance): void => {
    const width = room.current?.clientWidth ?? 0
    void instance.setViewport({ x: width / 2, y: margin, zoom: 1 })
  }
  return (
    <div className={classes['canvas']} ref={room}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onNodesChange={onNodesChange}
        onInit={begin}
        onNodeClick={(_, node) => {
          if (node.type === 'step' || node.type === 'trigger') onSelect(node.id)
        }}
        onPaneClick={() => onSelect(null)}
        onNodeDragStop={(_, node) => drop(node)}
        nodesDraggable={!readOnly}
        nodesConnectable={false}
        nodesFocusable={false}
        deleteKeyCode={null}
        minZoom={0.2}
        maxZoom={1.25}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={20} size={1} />
        <Controls showInteractive={false} fitViewOptions={{ maxZoom: 1, padding: 0.1 }} />
        {flow.steps.length > fewSteps && <MiniMap pannable zoomable ariaLabel="The whole flow" />}
      </ReactFlow>
    </div>
  )
}

// A node whose size is not known is not shown until it has been measured: what was measured stays known.
function withSizes(drawn: readonly Node[], before: readonly Node[]): Node[] {
  const sizes = new Map(before.map(({ id, measured }) => [id, measured]))
  return drawn.map((node) => {
    const measured = sizes.get(node.id)
    return measured === undefined ? node : { ...node, measured }
  })
}

function nodeOf(one: Placed, props: CanvasProps): Node {
  const big = one.kind === 'step' || one.kind === 'trigger'
  return {
    id: one.id,
    type: one.kind,
    initialWidth: big ? nodeWidth : slotSize,
    initialHeight: big ? nodeHeight : slotSize,
    position: { x: one.x, y: one.y },
    draggable: one.kind === 'step' && !props.readOnly,
    selectable: one.kind === 'step' || one.kind === 'trigger',
    selected: props.selected === one.id,
    data: { placed: one, props },
  }
}

function slotNear(nodes: readonly Placed[], node: Node): Slot | undefined {
  const at = {
    x: node.position.x + (node.measured?.width ?? 0) / 2,
    y: node.position.y + (node.measured?.height ?? 0) / 2,
  }
  const slots = nodes.flatMap((one) =>
    one.kind === 'slot'
      ? [{ slot: one.slot, far: Math.hypot(one.x + slotSize / 2 - at.x, one.y + slotSize / 2 - at.y) }]
      : [],
  )
  const best = slots.sort((a, b) => a.far - b.far)[0]
  return best !== undefined && best.far < near ? best.slot : undefined
}
