import { Button, Group, Popover, Text, TextInput } from '@mantine/core'
import { IconDeviceMobileMessage } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { $api, ApiError } from '../../api'
import { ErrorState } from '../../shared'

interface TryTextProps {
  text: string
  contactId: string | undefined
}

/** Sends the text, as the chosen contact would get it, to a phone of one's own. */
export function TryText({ text, contactId }: TryTextProps) {
  const [open, setOpen] = useState(false)
  const [to, setTo] = useState('')
  const queryClient = useQueryClient()
  const send = $api.useMutation('post', '/api/channels/sms/try')
  const faultOf = (field: string) =>
    send.error instanceof ApiError ? send.error.fieldError(field) : undefined
  const fault = faultOf('to') ?? faultOf('text')
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    send.mutate(
      { body: { to: to.trim(), text, ...(contactId !== undefined && { contactId }) } },
      { onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['get', '/api/test-inbox/count'] }) },
    )
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={320} shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDeviceMobileMessage size={14} />}
          onClick={() => setOpen(!open)}
        >
          Try on a phone
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={onSubmit}>
          <TextInput
            label="Your number"
            type="tel"
            placeholder="+1 312 555 0142"
            data-autofocus
            value={to}
            error={fault}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Group mt="sm">
            <Button type="submit" size="xs" loading={send.isPending} disabled={to.trim() === ''}>
              Send it
            </Button>
          </Group>
          {send.data && (
            <Text fz={13} mt="sm" role="status">
              {send.data.sentence}
            </Text>
          )}
          {send.error != null && fault === undefined && <ErrorState error={send.error} />}
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
