import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { DateTime, ErrorState, Facts, useFormat } from '../../shared'
import { type Import, inWords } from './importWords'

/** How far an import is, and when it has ended what came of it. */
export function Running({ one }: { one: Import }) {
  const format = useFormat()
  const share = one.bytes > 0 ? (100 * one.bytesDone) / one.bytes : 0
  return (
    <Stack gap="lg" maw={640}>
      {one.status === 'running' && (
        <div role="status">
          <Progress value={share} size="lg" aria-label="Imported" />
          <Text size="sm" mt={6} className="bk-figures">
            {format.count(one.rows, 'row')}
            {one.rowsPerSecond !== null && ` · ${format.number(one.rowsPerSecond)} a second`}
            {one.secondsLeft !== null && ` · ${inWords(one.secondsLeft)} left`}
          </Text>
          <Text size="sm" c="dimmed">
            You can go on with something else: it is in the top bar.
          </Text>
        </div>
      )}
      {one.error !== null && (
        <Text c="red.8" role="alert">
          It stopped: {one.error}
        </Text>
      )}
      <Facts
        label="What came of it"
        facts={[
          ['Rows', format.number(one.rows)],
          ['New contacts', format.number(one.added)],
          ['Updated', format.number(one.updated)],
          ['Left as they were', format.number(one.unchanged)],
          ['Not taken', format.number(one.refused)],
          ['Begun', <DateTime key="at" at={one.startedAt} />],
          ['Ended', <DateTime key="at" at={one.finishedAt} />],
          ['By', one.by.replace(/^user:/, '')],
        ]}
      />
      <Actions one={one} />
    </Stack>
  )
}

function Actions({ one }: { one: Import }) {
  const format = useFormat()
  const mayChange = usePermission('contacts_write')
  const queryClient = useQueryClient()
  const cancel = $api.useMutation('post', '/api/contacts/imports/{id}/cancel', {
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/imports/{id}'] }),
  })
  return (
    <>
      <Group gap="xs">
        {one.refused > 0 && mayChange && one.status !== 'running' && (
          <Button
            variant="default"
            component="a"
            href={`/api/contacts/imports/${one.id}/refused-rows`}
            download
            leftSection={<IconDownload size={16} />}
          >
            {format.count(one.refused, 'row')} with the reasons
          </Button>
        )}
        {one.status === 'running' && mayChange && (
          <Button
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { path: { id: one.id } } })}
          >
            Stop the import
          </Button>
        )}
        {one.status !== 'running' && (
          <Button renderRoot={(props) => <Link to="/contacts" search={{ sort: 'createdAt' }} {...props} />}>
            See the contacts
          </Button>
        )}
      </Group>
      {one.refused > 0 && one.refusedUntil !== null && (
        <Text size="sm" c="dimmed">
          Put the rows right in that file and import it again; it is kept until{' '}
          <DateTime at={one.refusedUntil} as="date" />.
        </Text>
      )}
      {cancel.error != null && <ErrorState error={cancel.error} />}
    </>
  )
}
