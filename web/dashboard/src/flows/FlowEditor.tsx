import { ActionIcon, Group, TextInput } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, api, bodyOf } from '../api'
import { usePermission } from '../session/SessionContext'
import {
  Autosave,
  ConflictNotice,
  ErrorState,
  Money,
  Page,
  SavedState,
  StatusPill,
  useAutosave,
  useFormat,
} from '../shared'
import { FlowCanvas } from './canvas/FlowCanvas'
import { keepCopied, readCopied } from './copied'
import {
  allSteps,
  copyOf,
  type Counts,
  type Definition,
  type Flow,
  findStep,
  insertStep,
  moveStep,
  newStep,
  removeStep,
  type Slot,
  type StepChoice,
} from './flow'
import classes from './Flow.module.css'
import { FlowActions } from './FlowActions'
import { backToFlows } from './FlowPage'
import { Panel } from './panel/Panel'
import { StepList } from './StepList'
import { useNames } from './useNames'
import { statusWords } from './words'

interface Draft {
  name: string
  definition: Definition
}

const readFlow = (id: string): Promise<Flow> =>
  bodyOf(api.GET('/api/flows/{id}', { params: { path: { id } } }))
const draftOf = ({ name, draft }: Flow): Draft => ({ name, definition: draft })

/** A flow to be drawn: saves by itself, and goes live when it is published. */
export function FlowEditor({ flow }: { flow: Flow }) {
  const params = { path: { id: flow.id } }
  const queryClient = useQueryClient()
  const mayWrite = usePermission('campaigns_write')
  const readOnly = !mayWrite || flow.status === 'archived'
  const onPhone = useMediaQuery('(max-width: 48em)')
  const nameOf = useNames()
  const [selected, setSelected] = useState<string | null>(flow.draft.steps.length === 0 ? 'trigger' : null)
  const [autosave, draft] = useAutosave(
    () =>
      new Autosave<Draft>({
        value: draftOf(flow),
        version: flow.version,
        save: async (body, version) => {
          const saved = await bodyOf(
            api.PATCH('/api/flows/{id}', { params, body, headers: { 'If-Match': `"${version}"` } }),
          )
          queryClient.setQueryData($api.queryOptions('get', '/api/flows/{id}', { params }).queryKey, saved)
          return saved.version
        },
      }),
  )
  const history = useHistory(draft.value.definition, (definition) =>
    autosave.change({ ...autosave.read().value, definition }),
  )
  const counts = $api.useQuery(
    'get',
    '/api/flows/{id}/counts',
    { params },
    { enabled: flow.liveVersion !== null, refetchInterval: 5_000 },
  )
  const { definition, name } = draft.value
  const taken = () => allSteps(definition.steps).map(({ id }) => id)
  const add = (slot: Slot, type: StepChoice | 'paste') => {
    const copied = readCopied()
    const step = type !== 'paste' ? newStep(type, taken()) : copied && copyOf(copied, taken())
    if (step === null) return
    history.change(insertStep(definition, slot, step))
    setSelected(step.id)
  }
  const chosen = selected === null ? undefined : findStep(definition, selected)
  useHotkeys([
    ['mod+Z', history.undo],
    ['mod+shift+Z', history.redo],
    ['mod+Y', history.redo],
    // Words that are marked are copied as everywhere.
    ['mod+C', () => chosen && keepCopied(chosen), { preventDefault: false }],
    ['Delete', () => chosen && !readOnly && history.change(removeStep(definition, chosen.id))],
    ['Escape', () => setSelected(null)],
  ])
  const drawn = {
    flow: definition,
    trigger: flow.trigger,
    faults: flow.faults,
    counts: counts.data,
    selected,
    nameOf,
    readOnly,
    onSelect: setSelected,
    onAdd: add,
    onMove: (id: string, slot: Slot) => history.change(moveStep(definition, id, slot)),
  }
  const { word, tone } = statusWords[flow.status]
  return (
    <Page
      title={name.trim() || 'Flow without a name'}
      back={backToFlows}
      status={
        <>
          <StatusPill tone={tone}>
            {word}
            {flow.status !== 'draft' && flow.hasChanges && ', edited since'}
          </StatusPill>
          <SavedState state={draft.state} />
        </>
      }
      actions={<FlowActions flow={flow} flush={autosave.flush} counts={counts.data} />}
    >
      {draft.conflict && (
        <ConflictNotice
          noun="flow"
          onReload={() => readFlow(flow.id).then((now) => autosave.replace(draftOf(now), now.version))}
          onKeep={() => readFlow(flow.id).then((now) => autosave.overwrite(now.version))}
        />
      )}
      {draft.state === 'refused' && !draft.conflict && <ErrorState error={draft.error} />}
      <Group className={classes['bar'] ?? ''} gap="xs">
        <TextInput
          aria-label="Name"
          value={name}
          w={320}
          maxLength={120}
          disabled={readOnly}
          onChange={(event) => autosave.change({ ...draft.value, name: event.currentTarget.value })}
        />
        <ActionIcon
          variant="default"
          size={36}
          aria-label="Undo"
          disabled={!history.canUndo}
          onClick={history.undo}
        >
          <IconArrowBackUp size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={36}
          aria-label="Redo"
          disabled={!history.canRedo}
          onClick={history.redo}
        >
          <IconArrowForwardUp size={18} />
        </ActionIcon>
        <Faults count={flow.faults.length} />
      </Group>
      <Results counts={counts.data} />
      <div className={classes['editor']} data-open={selected !== null}>
        {onPhone === true ? <StepList {...drawn} /> : <FlowCanvas {...drawn} />}
        {selected !== null && (
          <Panel
            flow={definition}
            selected={selected}
            faults={flow.faults}
            self={flow.id}
            readOnly={readOnly}
            onChange={history.change}
            onClose={() => setSelected(null)}
          />
        )}
      </div>
    </Page>
  )
}

/** What came of the flow so far. */
function Results({ counts }: { counts: Counts | undefined }) {
  const format = useFormat()
  if (counts === undefined) return null
  const { sent, opened, clicked, orders, revenue, currency } = counts.results
  const again = counts.passed
    .filter(({ way }) => way === 'already_in' || way === 'already_been')
    .reduce((sum, { count }) => sum + count, 0)
  const { goal } = counts
  const { webhooks } = counts
  const called = webhooks.waiting + webhooks.delivered + webhooks.failed
  if (sent + again + called + (goal?.people ?? 0) === 0) return null
  return (
    <p className={classes['results']}>
      {format.count(sent, 'message')} sent, {format.number(opened)} opened, {format.number(clicked)} clicked
      in; {format.count(orders, 'order')} for <Money amount={revenue} currency={currency} /> credited to them
      {goal != null && goal.people > 0 && `; ${goalWords(goal, format)}`}
      {called > 0 &&
        `; other systems called ${format.number(called)} times in thirty days, ${format.number(webhooks.failed)} of them in vain`}
      {again > 0 && `; ${format.number(again)} times somebody was not let in again`}.
    </p>
  )
}

/** How many reached the goal, and how many would have without the flow. */
function goalWords(goal: NonNullable<Counts['goal']>, format: ReturnType<typeof useFormat>): string {
  const { people, reached, leftOut, leftOutReached } = goal
  const words = `the goal reached by ${format.number(reached)} of ${format.count(people, 'person', 'people')} (${format.share(reached / people)})`
  return leftOut === 0
    ? words
    : `${words}, of those left out by ${format.number(leftOutReached)} of ${format.number(leftOut)} (${format.share(leftOutReached / leftOut)})`
}

function Faults({ count }: { count: number }) {
  return count === 0 ? null : (
    <span className={classes['faults']} role="status">
      {count === 1 ? 'One thing is missing' : `${String(count)} things are missing`} before it can go live.
    </span>
  )
}

/** What was there before, to be taken back; changes are applied by `apply`. */
function useHistory(now: Definition, apply: (definition: Definition) => void) {
  const [past, setPast] = useState<Definition[]>([])
  const [future, setFuture] = useState<Definition[]>([])
  const change = (next: Definition): void => {
    setPast([...past.slice(-99), now])
    setFuture([])
    apply(next)
  }
  const undo = (): void => {
    const last = past.at(-1)
    if (last === undefined) return
    setPast(past.slice(0, -1))
    setFuture([now, ...future])
    apply(last)
  }
  const redo = (): void => {
    const next = future[0]
    if (next === undefined) return
    setPast([...past, now])
    setFuture(future.slice(1))
    apply(next)
  }
  return { change, undo, redo, canUndo: past.length > 0, canRedo: future.length > 0 }
}
