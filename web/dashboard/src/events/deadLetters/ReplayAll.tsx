import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRepeat } from '@tabler/icons-react'
import { useState } from 'react'
import { ErrorState, useFormat } from '../../shared'
import { useDeadLetterSummary } from './useDeadLetterSummary'
import { type ReplayFilter, useReplayAll } from './useReplayAll'

/** Puts back all events that fit the filters, with progress. */
export function ReplayAll({ filter }: { filter: ReplayFilter }) {
  const format = useFormat()
  const summary = useDeadLetterSummary().data
  const [asking, setAsking] = useState(false)
  const all = useReplayAll(filter)
  if (summary === undefined || summary.count === 0) return null
  const filtered = filter.reason !== undefined || filter.name !== undefined
  const start = async () => {
    const done = await all.run()
    if (done === 0) return
    setAsking(false)
    notifications.show({
      message: `${format.count(done, 'event')} put back. What fails again returns here with its reason.`,
    })
  }
  return (
    <>
      <Button variant="default" leftSection={<IconRepeat size={16} />} onClick={() => setAsking(true)}>
        {filtered ? 'Replay these…' : 'Replay all…'}
      </Button>
      <Modal
        opened={asking}
        onClose={() => !all.busy && setAsking(false)}
        title={
          filtered
            ? 'Replay the events that fit the filters?'
            : `Replay ${format.count(summary.count, 'event')}?`
        }
        size="md"
        withCloseButton={!all.busy}
      >
        <Stack>
          <Text>
            They are processed as they are now, in the order in which they came. Campaigns may send for those
            that are recent enough. What fails again returns with its new reason.
          </Text>
          {all.putting && (
            <Stack gap={4} role="status">
              <Progress
                value={(100 * all.putting.done) / Math.max(1, all.putting.total)}
                aria-label="Put back"
              />
              <Text size="sm" c="dimmed">
                {format.number(all.putting.done)} of {format.number(all.putting.total)} put back
              </Text>
            </Stack>
          )}
          {all.error != null && <ErrorState error={all.error} />}
          <Group justify="flex-end" gap="xs">
            {all.stop ? (
              <Button variant="default" onClick={all.stop}>
                Stop
              </Button>
            ) : (
              <Button variant="default" onClick={() => setAsking(false)}>
                Cancel
              </Button>
            )}
            <Button onClick={() => void start()} loading={all.busy}>
              Replay
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
