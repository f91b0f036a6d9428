import {
  ActionIcon,
  Button,
  Group,
  Modal,
  NumberInput,
  Radio,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError } from '../api'
import { ErrorState } from '../shared'
import { readCuts, readSpan, type Settings, spanText } from './rfm'
import classes from './Rfm.module.css'

/** How customers are scored, and what the segments are. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const settings = $api.useQuery('get', '/api/rfm/settings', {}, { gcTime: 0 })
  return (
    <Modal opened onClose={onClose} title="How customers are scored" size="lg">
      {settings.data ? (
        <Form settings={settings.data} onClose={onClose} />
      ) : settings.error ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <Skeleton height={320} className="bk-shows-late" />
      )}
    </Modal>
  )
}

interface Row {
  key: number
  name: string
  spans: readonly [string, string, string]
}

const cutsText = (cuts: readonly (number | string)[] | undefined, usual: string): string =>
  cuts?.join(', ') ?? usual

function Form({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const queryClient = useQueryClient()
  const [method, setMethod] = useState<Settings['method']>(settings.method)
  const [windowDays, setWindowDays] = useState<number | string>(settings.windowDays ?? '')
  const [recency, setRecency] = useState(cutsText(settings.thresholds?.recencyDays, '30, 60, 120, 240'))
  const [frequency, setFrequency] = useState(cutsText(settings.thresholds?.frequency, '2, 3, 5, 10'))
  const [monetary, setMonetary] = useState(cutsText(settings.thresholds?.monetary, '50, 150, 400, 1000'))
  const [rows, setRows] = useState<Row[]>(
    (settings.segments ?? []).map((segment, key) => ({
      key,
      name: segment.name,
      spans: [spanText(segment.recency), spanText(segment.frequency), spanText(segment.monetary)],
    })),
  )
  const compute = $api.useMutation('post', '/api/rfm/compute')
  const save = $api.useMutation('put', '/api/rfm/settings', {
    onSuccess: async () => {
      await compute.mutateAsync({})
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/rfm'] })
      notifications.show({ message: 'Saved, and computed by it.' })
      onClose()
    },
  })
  const fault = (path: string) => (save.error instanceof ApiError ? save.error.fieldError(path) : undefined)
  const cuts = [readCuts(recency), readCuts(frequency), readCuts(monetary)] as const
  const segments = rows.map(({ name, spans }) => ({ name: name.trim(), spans: spans.map(readSpan) }))
  const complete =
    segments.every(({ spans }) => spans.every((span) => span !== undefined)) &&
    (method === 'quantiles' || cuts.every((one) => one !== undefined))
  const submit = () => {
    const [recencyDays, orders, spent] = cuts
    save.mutate({
      body: {
        method,
        windowDays: windowDays === '' ? null : Number(windowDays),
        thresholds:
          recencyDays !== undefined && orders !== undefined && spent !== undefined && method === 'thresholds'
            ? { recencyDays, frequency: orders, monetary: spent }
            : null,
        segments: segments.flatMap(({ name, spans: [r, f, m] }) =>
          r !== undefined && f !== undefined && m !== undefined
            ? [{ name, recency: r, frequency: f, monetary: m }]
            : [],
        ),
      },
    })
  }
  return (
    <Stack>
      <Radio.Group
        label="Where one score ends and the next begins"
        value={method}
        onChange={(value) => setMethod(value === 'thresholds' ? 'thresholds' : 'quantiles')}
      >
        <Stack gap={8} mt={8}>
          <Radio
            value="quantiles"
            label="A fifth of the customers in each score"
            description="Equal values always have the same score."
          />
          <Radio value="thresholds" label="At values of your own" />
        </Stack>
      </Radio.Group>
      {method === 'thresholds' && (
        <>
          <TextInput
            label="Days since the last order"
            description="Four, ascending: from each on, one score less than 5."
            value={recency}
            onChange={(event) => setRecency(event.currentTarget.value)}
            error={cuts[0] === undefined ? 'Give four numbers.' : fault('thresholds.recencyDays')}
          />
          <TextInput
            label="Orders"
            description="Four, ascending: at each the next score begins."
            value={frequency}
            onChange={(event) => setFrequency(event.currentTarget.value)}
            error={cuts[1] === undefined ? 'Give four numbers.' : fault('thresholds.frequency')}
          />
          <TextInput
            label="Spent"
            description="Four, ascending, in the workspace’s currency."
            value={monetary}
            onChange={(event) => setMonetary(event.currentTarget.value)}
            error={cuts[2] === undefined ? 'Give four numbers.' : fault('thresholds.monetary')}
          />
        </>
      )}
      <NumberInput
        label="Only orders of so many last days"
        description="Empty: all orders."
        value={windowDays}
        onChange={setWindowDays}
        min={7}
        max={3_650}
        allowDecimal={false}
        error={fault('windowDays')}
      />
      <div>
        <Text fw={500} fz="sm">
          Segments
        </Text>
        <Text fz={13} c="dimmed" mb={8}>
          The first that fits is a customer’s. Scores from–to of recency, frequency and monetary value.
        </Text>
        <div className={classes['segments']}>
          <div className={`${classes['segment'] ?? ''} ${classes['heads'] ?? ''}`} aria-hidden>
            <span>Segment</span>
            <span>Recency</span>
            <span>Frequency</span>
            <span>Monetary</span>
          </div>
          {rows.map((row, index) => (
            <div key={row.key} className={classes['segment']}>
              <TextInput
                aria-label={`Name of segment ${index + 1}`}
                value={row.name}
                onChange={(event) => setRows(changed(rows, row.key, { name: event.currentTarget.value }))}
                error={fault(`segments[${index}].name`)}
              />
              {row.spans.map((span, at) => (
                <TextInput
                  key={at}
                  aria-label={`${axes[at] ?? ''} of ${row.name}`}
                  value={span}
                  onChange={(event) =>
                    setRows(
                      changed(rows, row.key, { spans: withSpan(row.spans, at, event.currentTarget.value) }),
                    )
                  }
                  error={readSpan(span) === undefined}
                />
              ))}
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={`Remove ${row.name}`}
                onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </div>
          ))}
        </div>
        <Button
          variant="default"
          size="xs"
          mt={8}
          onClick={() =>
            setRows([
              ...rows,
              {
                key: Math.max(0, ...rows.map(({ key }) => key)) + 1,
                name: 'New segment',
                spans: ['1-5', '1-5', '1-5'],
              },
            ])
          }
        >
          Add a segment
        </Button>
      </div>
      {save.error != null && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={submit} loading={save.isPending || compute.isPending} disabled={!complete}>
          Save and compute
        </Button>
      </Group>
    </Stack>
  )
}

const axes = ['Recency', 'Frequency', 'Monetary value']

const changed = (rows: readonly Row[], key: number, change: Partial<Row>): Row[] =>
  rows.map((row) => (row.key === key ? { ...row, ...change } : row))

const withSpan = ([r, f, m]: Row['spans'], at: number, text: string): Row['spans'] =>
  at === 0 ? [text, f, m] : at === 1 ? [r, text, m] : [r, f, text]
