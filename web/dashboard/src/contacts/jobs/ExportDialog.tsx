import { Button, Checkbox, Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { ErrorState, useFormat } from '../../shared'
import { jobsKey } from './useContactJobs'

interface ExportDialogProps {
  whom: Pick<components['schemas']['ExportRequest'], 'ids' | 'filter'>
  size: number
  onClose: () => void
}

const plain = [
  ['email', 'E-mail'],
  ['phone', 'Phone'],
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['customer_id', 'Customer ids'],
  ['email_consent', 'E-mail consent'],
  ['sms_consent', 'SMS consent'],
  ['push_consent', 'Push consent'],
  ['tags', 'Tags'],
  ['lists', 'Lists'],
  ['order_count', 'Orders'],
  ['order_total', 'Spent'],
  ['last_order_at', 'Last order'],
  ['created_at', 'Known since'],
  ['last_seen_at', 'Last seen'],
  ['id', 'Contact id'],
] as const

/** Which columns, then a file is made beside everything else and waits in the top bar. */
export function ExportDialog({ whom, size, onClose }: ExportDialogProps) {
  const format = useFormat()
  const queryClient = useQueryClient()
  const fields = $api.useQuery('get', '/api/contact-fields')
  const [without, setWithout] = useState<ReadonlySet<string>>(new Set(['id', 'push_consent']))
  const all: (readonly [string, string])[] = [
    ...plain,
    ...(fields.data?.items ?? []).map((field) => [`field:${field.key}`, field.label] as const),
  ]
  const columns = all.map(([id]) => id).filter((id) => !without.has(id))
  const begin = $api.useMutation('post', '/api/contacts/exports', {
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: jobsKey })
      notifications.show({
        message: 'The file is being made. It waits for you in the top bar, for seven days.',
      })
      onClose()
    },
  })
  const toggle = (id: string) => {
    const next = new Set(without)
    if (!next.delete(id)) next.add(id)
    setWithout(next)
  }
  return (
    <Modal opened onClose={onClose} title={`Export ${format.count(size, 'contact')}`} size="lg">
      <Stack>
        <Text size="sm" c="dimmed">
          A CSV file with a row for each contact and these columns. It can be imported again.
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="xs">
          {all.map(([id, label]) => (
            <Checkbox
              key={id}
              size="xs"
              label={label}
              checked={!without.has(id)}
              onChange={() => toggle(id)}
            />
          ))}
        </SimpleGrid>
        {begin.error != null && <ErrorState error={begin.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={begin.isPending}
            disabled={columns.length === 0}
            onClick={() => begin.mutate({ body: { ...whom, columns } })}
          >
            Make the file
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
