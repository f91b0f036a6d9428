import { Anchor, Button, Select, Skeleton, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowLeft, IconWand, IconWebhook } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { $api, type components } from '../../../api'
import { EmptyState, ErrorState, Page, useFormat } from '../../../shared'
import type { Source } from '../catalogue'
import classes from './Mapping.module.css'
import {
  elementsOf,
  groups,
  guess,
  isAt,
  listOf,
  listsOf,
  type Mapping,
  placeFor,
  placeWords,
  readMapping,
  withField,
  writeMapping,
} from './mapping'
import { NameSection } from './NameSection'
import { Payload } from './Payload'
import { Preview } from './Preview'
import { Targets } from './Targets'

type Samples = components['schemas']['SourceSamples']

const route = getRouteApi('/shell/settings/integrations/$kind/$source/fields')

/** Says what the fields of a webhook mean, by clicking through what it sent. */
export function MappingPage() {
  const { kind, source: id } = route.useParams()
  const sources = $api.useQuery('get', '/api/sources')
  const samples = $api.useQuery(
    'get',
    '/api/sources/{id}/samples',
    { params: { path: { id } } },
    { refetchInterval: 5_000 },
  )
  const source = sources.data?.items.find((one) => one.id === id)
  const error = sources.error ?? samples.error
  return (
    <Page
      title={source === undefined ? 'Map fields' : `Map fields of ${source.name}`}
      about="Choose what you are looking for, and click it in a call that was received. Nothing is lost meanwhile: what is not mapped is kept, and can be taken in anew by a replay."
      back={
        <Anchor
          renderRoot={(props) => <Link to="/settings/integrations/$kind" params={{ kind }} {...props} />}
          fz={13}
          c="dimmed"
        >
          <IconArrowLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Custom webhook
        </Anchor>
      }
    >
      {error != null ? (
        <ErrorState error={error} onRetry={() => void Promise.all([sources.refetch(), samples.refetch()])} />
      ) : sources.data && samples.data ? (
        source === undefined ? (
          <EmptyState title="There is no such source">It may have been disconnected.</EmptyState>
        ) : (
          <Known key={id} source={source} samples={samples.data} />
        )
      ) : (
        <Skeleton height={480} className="bk-shows-late" />
      )}
    </Page>
  )
}

interface Received {
  at: string
  body: unknown
}

const bodiesOf = (samples: Samples): Received[] =>
  samples.items.flatMap(({ request }) => {
    try {
      const body: unknown = JSON.parse(request.body)
      return [{ at: request.receivedAt, body }]
    } catch {
      // A long one is cut.
      return []
    }
  })

function Known({ source, samples }: { source: Source; samples: Samples }) {
  const received = useMemo(() => bodiesOf(samples), [samples])
  if (received.length === 0)
    return (
      <EmptyState title="Nothing was received yet" icon={<IconWebhook size={20} />}>
        {samples.areKept
          ? 'Let your system call the address of the source. The call appears here by itself, and you say what its fields mean.'
          : 'This installation does not keep what it receives (BECKON_KEEP_RAW_DAYS is 0), so there is nothing to click through.'}
      </EmptyState>
    )
  return <Editor source={source} received={received} />
}

const nameTarget = 'name'

function Editor({ source, received }: { source: Source; received: Received[] }) {
  const format = useFormat()
  const queryClient = useQueryClient()
  const saved = source.settings['mapping']
  const [mapping, setMapping] = useState<Mapping>(() => readMapping(saved))
  const [active, setActive] = useState<string | undefined>(
    mapping.name === undefined && mapping.nameAt === undefined ? nameTarget : undefined,
  )
  const [shownAt, setShownAt] = useState(received[0]?.at)
  const shown = received.find(({ at }) => at === shownAt) ?? received[0]
  const body = shown?.body
  const element = elementsOf(body, mapping)[0]
  const lists = listsOf(body)
  const save = $api.useMutation('patch', '/api/sources/{id}', {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/sources'] })
      notifications.show({ message: 'Saved. Calls from now on are read by it.' })
    },
  })
  const pick = (place: string) => {
    if (active === nameTarget) {
      setMapping({ ...mapping, nameAt: place })
      setActive(undefined)
      return
    }
    if (active === undefined) return
    const at = placeFor(active, place, mapping)
    if (at === undefined) return
    const next = withField(mapping, active, at)
    setMapping(next)
    setActive(after(active, next))
  }
  const canPick = (place: string, isList: boolean): boolean => {
    if (active === undefined) return false
    if (active === 'order.items' || active === 'cart.items') return isList
    return !isList && (active === nameTarget || placeFor(active, place, mapping) !== undefined)
  }
  const meaningOf = (place: string): string | undefined => {
    if (mapping.name === undefined && mapping.nameAt === place) return 'What happened'
    return groups.flatMap(({ targets }) => targets).find(({ name }) => isAt(name, place, mapping))?.label
  }
  const json = writeMapping(mapping)
  const submit = () =>
    save.mutate({
      params: { path: { id: source.id } },
      body: { settings: { ...source.settings, mapping: json } },
    })
  return (
    <>
      <div className={classes['columns']}>
        <div className={classes['side']}>
          {lists.length > 0 && (
            <Select
              label="One event is"
              data={[
                { value: '', label: 'the whole call' },
                ...lists.map((place) => ({ value: place, label: `each of ${placeWords(place)}` })),
              ]}
              value={mapping.each ?? ''}
              allowDeselect={false}
              onChange={(place) => setMapping({ ...mapping, each: place || undefined })}
            />
          )}
          <NameSection
            mapping={mapping}
            bodies={received.map((one) => one.body)}
            picking={active === nameTarget}
            onPick={() => setActive(nameTarget)}
            onChange={setMapping}
          />
          <Targets
            mapping={mapping}
            active={active}
            onActive={(target) => setActive(active === target ? undefined : target)}
            onClear={(target) => setMapping(withField(mapping, target, undefined))}
          />
        </div>
        <div className={classes['received']}>
          <Title order={3} size="h4" className={classes['groupHead']}>
            What was received
          </Title>
          <Select
            aria-label="Which call"
            data={received.map(({ at }) => ({ value: at, label: format.date(at, 'exact') }))}
            value={shown?.at ?? null}
            allowDeselect={false}
            onChange={(at) => setShownAt(at ?? undefined)}
          />
          <Payload body={element} meaningOf={meaningOf} canPick={canPick} onPick={pick} />
          <Preview sourceId={source.id} mapping={mapping} body={body} />
        </div>
      </div>
      {save.error != null && <ErrorState error={save.error} />}
      <div className={classes['foot']}>
        <Button
          variant="default"
          leftSection={<IconWand size={16} />}
          onClick={() => setMapping(guess(element, mapping))}
        >
          Guess by names
        </Button>
        <Button onClick={submit} loading={save.isPending} disabled={json === saved}>
          Save
        </Button>
      </div>
    </>
  )
}

// The fields of an item are looked for one after the other.
const after = (target: string, mapping: Mapping): string | undefined => {
  const all = groups.flatMap(({ targets }) => targets.map(({ name }) => name))
  const next = all[all.indexOf(target) + 1]
  if (next === undefined || mapping.fields[next] !== undefined) return undefined
  return listOf(next) !== undefined || listOf(target) === undefined ? next : undefined
}
