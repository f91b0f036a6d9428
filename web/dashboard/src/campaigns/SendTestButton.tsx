import { Anchor, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconMailForward } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { $api, ApiError } from '../api'
import { useSession } from '../session/SessionContext'
import { ErrorState } from '../shared'
import type { Campaign } from './words'

interface SendTestButtonProps {
  campaignId: string
  channel: Campaign['channel']
  /** Saves what is unsaved; false when that did not work. */
  beforeSending: () => Promise<boolean>
}

/** Sends the message as it is on the screen to one address or number. */
export function SendTestButton({ campaignId, channel, beforeSending }: SendTestButtonProps) {
  const { user } = useSession()
  const [opened, { open, close }] = useDisclosure()
  const [typed, setTo] = useState<string>()
  const to = typed ?? (channel === 'sms' ? '' : user.email)
  const queryClient = useQueryClient()
  const send = $api.useMutation('post', '/api/campaigns/{id}/test')
  const fault = send.error instanceof ApiError ? send.error.fieldError('to') : undefined

  const onSend = (event: SyntheticEvent): void => {
    event.preventDefault()
    void beforeSending().then((saved) => {
      if (!saved) return
      send.mutate(
        { params: { path: { id: campaignId } }, body: { to } },
        { onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['get', '/api/test-inbox'] }) },
      )
    })
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconMailForward size={16} />}
        onClick={() => {
          send.reset()
          open()
        }}
      >
        Send test to…
      </Button>
      <Modal opened={opened} onClose={close} title="Send a test">
        <form onSubmit={onSend}>
          <Stack gap="sm">
            <TextInput
              label="To"
              type={channel === 'sms' ? 'tel' : 'email'}
              placeholder={channel === 'sms' ? '+1 312 555 0142' : ''}
              required
              value={to}
              error={fault}
              onChange={(event) => setTo(event.currentTarget.value)}
              data-autofocus
            />
            {send.data && (
              <Text role="status">
                {send.data.sentence}{' '}
                <Anchor renderRoot={(props) => <Link to="/test-inbox" {...props} />}>
                  Open the test inbox
                </Anchor>
              </Text>
            )}
            {send.error != null && fault === undefined && <ErrorState error={send.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={send.isPending}>
                {`Send test to ${to.trim() === '' ? '…' : to.trim()}`}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
