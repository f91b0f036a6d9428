import { Autocomplete, Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError, type components } from '../../api'
import { ErrorState, useFormat } from '../../shared'
import { ListSelect } from '../groups/ListSelect'
import { jobsKey } from './useContactJobs'

type BulkRequest = components['schemas']['BulkRequest']
export type BulkAction = BulkRequest['action']

interface BulkDialogProps {
  action: BulkAction
  whom: Pick<BulkRequest, 'ids' | 'filter'>
  size: number
  onClose: () => void
  onBegun: () => void
}

const titles: Record<BulkAction, string> = {
  add_to_list: 'Add to a list',
  remove_from_list: 'Remove from a list',
  tag: 'Tag',
  untag: 'Remove a tag',
  unsubscribe: 'Unsubscribe',
}

/** Says of one action with many contacts what it needs, and begins it. */
export function BulkDialog({ action, whom, size, onClose, onBegun }: BulkDialogProps) {
  const format = useFormat()
  const queryClient = useQueryClient()
  const [list, setList] = useState<string | null>(null)
  const [tag, setTag] = useState('')
  const [channel, setChannel] = useState<'email' | 'sms'>('email')
  const [note, setNote] = useState('')
  const begin = $api.useMutation('post', '/api/contacts/bulk', {
    onSuccess: (job) => {
      void queryClient.invalidateQueries({ queryKey: jobsKey })
      notifications.show({ message: `${job.name}: begun. How far it is stands in the top bar.` })
      onBegun()
      onClose()
    },
  })
  const people = format.count(size, 'contact')
  const ofList = action === 'add_to_list' || action === 'remove_from_list'
  const ofTag = action === 'tag' || action === 'untag'
  const ready = ofList ? list !== null : ofTag ? tag.trim() !== '' : true
  const save = () =>
    begin.mutate({
      body: {
        action,
        ...whom,
        ...(ofList && { list }),
        ...(ofTag && { tag: tag.trim() }),
        ...(action === 'unsubscribe' && { channel, note: note.trim() || null }),
      },
    })
  const fault = (name: string) => (begin.error instanceof ApiError ? begin.error.fieldError(name) : undefined)
  return (
    <Modal opened onClose={onClose} title={titles[action]}>
      <Stack>
        {ofList && (
          <ListSelect
            value={list}
            onChange={setList}
            mayMake={action === 'add_to_list'}
            error={fault('list')}
          />
        )}
        {ofTag && <TagField value={tag} onChange={setTag} error={fault('tag')} />}
        {action === 'unsubscribe' && (
          <>
            <Text size="sm">
              {people} will no longer get messages on this channel. No source and no import can undo it.
            </Text>
            <Select
              label="Channel"
              data={[
                { value: 'email', label: 'E-mail' },
                { value: 'sms', label: 'SMS' },
              ]}
              value={channel}
              onChange={(value) => setChannel(value === 'sms' ? 'sms' : 'email')}
              allowDeselect={false}
            />
            <Textarea
              label="Note"
              description="Why. It is kept in the consent’s history of each."
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
            />
          </>
        )}
        {begin.error != null && fault('list') === undefined && fault('tag') === undefined && (
          <ErrorState error={begin.error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={save}
            loading={begin.isPending}
            disabled={!ready}
            {...(action === 'unsubscribe' && { color: 'red.8' })}
          >
            {titles[action]}: {people}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

interface TagFieldProps {
  value: string
  onChange: (value: string) => void
  error: string | undefined
}

function TagField({ value, onChange, error }: TagFieldProps) {
  const tags = $api.useQuery('get', '/api/contact-tags')
  return (
    <Autocomplete
      label="Tag"
      placeholder="VIP"
      maxLength={80}
      data={(tags.data?.items ?? []).map((one) => one.name)}
      value={value}
      onChange={onChange}
      error={error}
      data-autofocus
    />
  )
}
