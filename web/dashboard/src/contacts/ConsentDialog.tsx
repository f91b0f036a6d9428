import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError, type components } from '../api'
import { ErrorState } from '../shared'
import { channelWord } from './consent'

type Contact = components['schemas']['ContactDetail']

interface ConsentDialogProps {
  contact: Contact
  consent: Contact['consents'][number]
  onClose: () => void
}

/** Changes a consent for somebody who has said so, with a note of how they did. */
export function ConsentDialog({ contact, consent, onClose }: ConsentDialogProps) {
  const queryClient = useQueryClient()
  const [status, setStatus] = useState(consent.status === 'subscribed' ? 'unsubscribed' : 'subscribed')
  const [note, setNote] = useState('')
  const channel = channelWord(consent.channel)
  const change = $api.useMutation('post', '/api/contacts/{id}/consent', {
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/{id}'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts'] })
      notifications.show({ message: `${channel} consent of ${contact.name} changed.` })
      onClose()
    },
  })
  const save = () =>
    change.mutate({
      params: { path: { id: contact.id } },
      body: {
        channel: consent.channel,
        status: status === 'subscribed' ? 'subscribed' : 'unsubscribed',
        note: note.trim(),
      },
    })
  const noteFault = change.error instanceof ApiError ? change.error.fieldError('note') : undefined
  return (
    <Modal opened onClose={onClose} title={`${channel} consent of ${contact.name}`}>
      <Stack>
        <Radio.Group label="They are" value={status} onChange={setStatus}>
          <Stack gap={8} mt={8}>
            <Radio
              value="subscribed"
              label="Subscribed"
              description="They have said yes: campaigns on this channel reach them."
            />
            <Radio
              value="unsubscribed"
              label="Unsubscribed"
              description="They have said no: nothing is sent, and no source can undo it."
            />
          </Stack>
        </Radio.Group>
        <Textarea
          label="Note"
          description="How they told you. It is kept in the consent’s history."
          required
          maxLength={500}
          placeholder="Asked at the counter"
          autosize
          minRows={2}
          value={note}
          error={noteFault}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        {change.error != null && noteFault === undefined && <ErrorState error={change.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            onClick={save}
            loading={change.isPending}
            disabled={status === consent.status || note.trim() === ''}
          >
            {status === 'subscribed' ? `Subscribe to ${channel}` : `Unsubscribe from ${channel}`}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
