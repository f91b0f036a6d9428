import { Modal, Skeleton, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { $api } from '../../api'
import { ErrorState } from '../../shared'
import { ContactPicker } from '../../templates/editor/ContactPicker'
import { Trace } from './MessagePeek'
import { MessagePill } from './MessagesTab'

const route = getRouteApi('/shell/campaigns/$id')

interface WhyDialogProps {
  campaignId: string
  /** A contact's id, `ask` before one is picked, undefined while closed. */
  contactId: string | undefined
}

/** Why did this person get the campaign, or not? */
export function WhyDialog({ campaignId, contactId }: WhyDialogProps) {
  const navigate = route.useNavigate()
  const picked = contactId === undefined || contactId === 'ask' ? undefined : contactId
  const why = $api.useQuery(
    'get',
    '/api/campaigns/{id}/why',
    { params: { path: { id: campaignId }, query: { contactId: picked ?? '' } } },
    { enabled: picked !== undefined },
  )
  const close = (): void => void navigate({ search: (old) => ({ ...old, why: undefined }), replace: true })
  return (
    <Modal opened={contactId !== undefined} onClose={close} title="Why did somebody get it, or not?">
      <Stack gap="sm">
        <ContactPicker
          label="Contact"
          placeholder="Pick a contact"
          value={picked}
          name={why.data?.message?.contact.name}
          onPick={(id) => void navigate({ search: (old) => ({ ...old, why: id ?? 'ask' }), replace: true })}
        />
        {why.error != null && <ErrorState error={why.error} onRetry={() => void why.refetch()} />}
        {picked !== undefined && why.isPending && <Skeleton height={160} className="bk-shows-late" />}
        {picked !== undefined && why.data && (
          <>
            <Text fw={600}>
              {why.data.answer} {why.data.message && <MessagePill status={why.data.message.status} />}
            </Text>
            <Trace lines={why.data.trace} />
          </>
        )}
      </Stack>
    </Modal>
  )
}
