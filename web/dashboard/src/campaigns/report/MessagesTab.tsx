import { Button, Select } from '@mantine/core'
import { IconHelpCircle, IconMail } from '@tabler/icons-react'
import { keepPreviousData } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { $api, type components } from '../../api'
import { byCursor, type Column, DataList, DateTime, EmptyState, pagedRows, StatusPill } from '../../shared'
import { reasonWords } from '../reasons'
import { type Campaign, messageStatus, messageStatuses } from '../words'
import { MessagePeek } from './MessagePeek'
import classes from './Report.module.css'

type Message = components['schemas']['MessageRow']

const route = getRouteApi('/shell/campaigns/$id')

/** A message's state as a pill. */
export function MessagePill({ status }: { status: string }) {
  const { word, tone } = messageStatus(status)
  return <StatusPill tone={tone}>{word}</StatusPill>
}

function lastSeen(message: Message): string {
  if (message.clickedAt !== null) return 'Clicked'
  if (message.openedAt !== null) return 'Opened'
  return message.reason === null ? '–' : reasonWords(message.reason).short
}

const columns: Column<Message>[] = [
  { id: 'contact', header: 'Contact', cell: (message) => message.contact.name },
  { id: 'status', header: 'Status', width: 130, cell: (message) => <MessagePill status={message.status} /> },
  { id: 'outcome', header: 'Outcome', width: 200, cell: lastSeen },
  { id: 'subject', header: 'Subject', onPhone: false, cell: (message) => message.subject ?? '–' },
  {
    id: 'at',
    header: 'Decided',
    width: 140,
    cell: (message) => <DateTime at={message.createdAt} as="ago" />,
  },
]

/** Every message the campaign decided on, sent or not. */
export function MessagesTab({ campaign }: { campaign: Campaign }) {
  const { status, peek } = route.useSearch()
  const navigate = route.useNavigate()
  const query = status === undefined ? { limit: 50 } : { status, limit: 50 }
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/campaigns/{id}/messages',
      { params: { path: { id: campaign.id }, query } },
      { ...byCursor, placeholderData: keepPreviousData },
    ),
  )
  const open = (id: string | undefined): void =>
    void navigate({
      search: (old) => ({ ...old, peek: id }),
      replace: true,
    })
  const filter = (value: string | null): void => {
    const chosen = messageStatuses.find((each) => each === value)
    void navigate({ search: { tab: 'messages', ...(chosen && { status: chosen }) }, replace: true })
  }
  return (
    <>
      <div className={classes['filters']}>
        <Select
          aria-label="Status"
          placeholder="Any status"
          clearable
          size="xs"
          w={180}
          data={messageStatuses.map((value) => ({ value, label: messageStatus(value).word }))}
          value={status ?? null}
          onChange={filter}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconHelpCircle size={16} />}
          onClick={() => void navigate({ search: (old) => ({ ...old, why: 'ask' }) })}
        >
          Why did somebody get it, or not?
        </Button>
      </div>
      <DataList
        label="Messages"
        noun={['message']}
        columns={columns}
        rows={rows}
        rowKey={(message) => message.id}
        onOpen={(message) => open(message.id)}
        selected={peek}
        empty={
          <EmptyState
            icon={<IconMail size={20} />}
            title={status === undefined ? 'No messages yet' : `No message is “${messageStatus(status).word}”`}
            action={
              status !== undefined && (
                <Button variant="default" onClick={() => filter(null)}>
                  Show all
                </Button>
              )
            }
          >
            {status === undefined &&
              'Each abandoned cart makes one message when the campaign has decided on it, sent or not.'}
          </EmptyState>
        }
      />
      <MessagePeek id={peek} onClose={() => open(undefined)} />
    </>
  )
}
