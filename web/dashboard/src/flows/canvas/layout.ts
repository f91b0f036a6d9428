import { branchesOf, type Slot, type Step } from '../flow'

export const nodeWidth = 264
export const nodeHeight = 76
export const slotSize = 24

const gapX = 40
const gapY = 22
const labelY = 26

/** Something on the canvas, by the place of its upper left corner. */
export type Placed =
  | { kind: 'trigger'; id: string; x: number; y: number }
  | { kind: 'step'; id: string; x: number; y: number; step: Step }
  | { kind: 'slot'; id: string; x: number; y: number; slot: Slot }
  | { kind: 'stop'; id: string; x: number; y: number }

export interface Line {
  id: string
  from: string
  to: string
  label?: string
}

export interface Layout {
  nodes: Placed[]
  lines: Line[]
}

/** How much room a row of steps needs. */
const widthOf = (steps: readonly Step[]): number => Math.max(nodeWidth, ...steps.map(stepWidth))

const stepWidth = (step: Step): number => {
  const branches = branchesOf(step)
  return (
    branches.reduce((sum, branch) => sum + widthOf(branch.steps), 0) + gapX * Math.max(0, branches.length - 1)
  )
}

export const slotId = ({ parent, branch, at }: Slot): string =>
  `+${parent ?? ''}/${String(branch)}/${String(at)}`

/** Places a flow from top to bottom: what follows a split stands under the middle of its branches. */
export function layout(steps: readonly Step[]): Layout {
  const nodes: Placed[] = []
  const lines: Line[] = []
  const line = (from: string, to: string, label?: string) =>
    lines.push({ id: `${from}>${to}`, from, to, ...(label !== undefined && { label }) })

  // The loose ends of a row, and how far down it reaches.
  const row = (
    of: readonly Step[],
    place: { parent: string | null; branch: number },
    middle: number,
    top: number,
    from: readonly { id: string; label?: string }[],
  ): { y: number; ends: { id: string }[] } => {
    let y = top
    let ends: readonly { id: string; label?: string }[] = from
    const slot = (at: number) => {
      const id = slotId({ ...place, at })
      nodes.push({ kind: 'slot', id, x: middle - slotSize / 2, y, slot: { ...place, at } })
      for (const end of ends) line(end.id, id, end.label)
      ends = [{ id }]
      y += slotSize + gapY
    }
    slot(0)
    for (const [index, step] of of.entries()) {
      nodes.push({ kind: 'step', id: step.id, x: middle - nodeWidth / 2, y, step })
      for (const end of ends) line(end.id, step.id)
      y += nodeHeight + gapY
      if (step.type === 'end') return { y, ends: [] }
      const branches = branchesOf(step)
      if (branches.length === 0) ends = [{ id: step.id }]
      else {
        let left = middle - stepWidth(step) / 2
        const rows = branches.map((branch, at) => {
          const width = widthOf(branch.steps)
          const found = row(branch.steps, { parent: step.id, branch: at }, left + width / 2, y + labelY, [
            { id: step.id, label: branch.label },
          ])
          left += width + gapX
          return found
        })
        y = Math.max(...rows.map((one) => one.y))
        ends = rows.flatMap((one) => one.ends)
      }
      if (ends.length === 0) return { y, ends: [] }
      slot(index + 1)
    }
    return { y, ends: [...ends] }
  }

  const middle = 0
  nodes.push({ kind: 'trigger', id: 'trigger', x: middle - nodeWidth / 2, y: 0 })
  const { y, ends } = row(steps, { parent: null, branch: 0 }, middle, nodeHeight + gapY, [{ id: 'trigger' }])
  if (ends.length > 0) {
    nodes.push({ kind: 'stop', id: 'stop', x: middle - 30, y })
    for (const end of ends) line(end.id, 'stop')
  }
  return { nodes, lines }
}
