import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconBolt, IconPlus } from '@tabler/icons-react'
import { Handle, Position } from '@xyflow/react'
import type { ReactNode } from 'react'
import { useFormat } from '../../shared'
import { AddMenu } from '../AddMenu'
import classes from '../Flow.module.css'
import { kindOf, stepWords } from '../words'
import type { CanvasProps } from './FlowCanvas'
import type { Placed } from './layout'

interface NodeProps<Kind extends Placed['kind']> {
  data: { placed: Extract<Placed, { kind: Kind }>; props: CanvasProps }
  selected?: boolean
}

const Ends = ({ top = true, bottom = true }: { top?: boolean; bottom?: boolean }) => (
  <>
    {top && (
      <Handle
        type="target"
        position={Position.Top}
        className={classes['handle'] ?? ''}
        isConnectable={false}
      />
    )}
    {bottom && (
      <Handle
        type="source"
        position={Position.Bottom}
        className={classes['handle'] ?? ''}
        isConnectable={false}
      />
    )}
  </>
)

function TriggerNode({ data: { props }, selected }: NodeProps<'trigger'>) {
  const fault = props.faults.find(({ step }) => step === null)
  return (
    <Card
      title="When somebody"
      words={props.trigger}
      icon={<IconBolt size={16} />}
      selected={selected === true}
      fault={fault?.sentence}
      onOpen={() => props.onSelect('trigger')}
    >
      <Ends top={false} />
    </Card>
  )
}

function StepNode({ data: { placed, props }, selected }: NodeProps<'step'>) {
  const { step } = placed
  const { label, icon: Icon } = kindOf(step)
  const fault = props.faults.find((one) => one.step === step.id)
  return (
    <Card
      title={label}
      words={stepWords(step, props.nameOf)}
      icon={<Icon size={16} />}
      selected={selected === true}
      fault={fault?.sentence}
      onOpen={() => props.onSelect(step.id)}
    >
      <StepCounts counts={props.counts} id={step.id} />
      <Ends bottom={step.type !== 'end'} />
    </Card>
  )
}

interface CardProps {
  title: string
  words: string
  icon: ReactNode
  selected: boolean
  fault: string | undefined
  onOpen: () => void
  children: ReactNode
}

function Card({ title, words, icon, selected, fault, onOpen, children }: CardProps) {
  return (
    <div className={classes['node']} data-selected={selected} data-fault={fault !== undefined} title={fault}>
      <button type="button" className={classes['nodeButton']} onClick={onOpen} aria-pressed={selected}>
        <span className={classes['nodeKind']}>
          {icon}
          {title}
          {fault !== undefined && (
            <IconAlertTriangle size={14} aria-label={fault} className={classes['warn'] ?? ''} />
          )}
        </span>
        <span className={classes['nodeWords']}>{words}</span>
      </button>
      {children}
    </div>
  )
}

/** How many stand at a step, and how many have come through. */
export function StepCounts({ counts, id }: { counts: CanvasProps['counts']; id: string }) {
  const format = useFormat()
  const standing = counts?.standing.find(({ step }) => step === id)?.count ?? 0
  const passed = (counts?.passed ?? [])
    .filter(({ step }) => step === id)
    .reduce((sum, { count }) => sum + count, 0)
  if (standing + passed === 0) return null
  return (
    <span className={classes['counts']}>
      {standing > 0 && <span data-kind="standing">{format.number(standing)} here</span>}
      {passed > 0 && <span>{format.number(passed)} came through</span>}
    </span>
  )
}

function SlotNode({ data: { placed, props } }: NodeProps<'slot'>) {
  return (
    <div className={classes['slot']}>
      {!props.readOnly && (
        <AddMenu onAdd={(type) => props.onAdd(placed.slot, type)}>
          <ActionIcon variant="default" size={22} radius="xl" aria-label="Add a step here">
            <IconPlus size={13} />
          </ActionIcon>
        </AddMenu>
      )}
      <Ends />
    </div>
  )
}

const StopNode = () => (
  <div className={classes['stop']}>
    End
    <Ends bottom={false} />
  </div>
)

export const nodeTypes = { trigger: TriggerNode, step: StepNode, slot: SlotNode, stop: StopNode }
