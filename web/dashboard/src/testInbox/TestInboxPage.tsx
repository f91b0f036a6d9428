import { Anchor, Button, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks'
import { IconInbox, IconSearch, IconTrash } from '@tabler/icons-react'
import { keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet, useMatch } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { byCursor, ConfirmDanger, EmptyState, Page, pagedRows } from '../shared'
import { InboxList } from './InboxList'
import classes from './TestInbox.module.css'

const route = getRouteApi('/shell/test-inbox')

/** The mailbox that takes all e-mail until SMTP is set up: the list on the left, a message on the right. */
export function TestInboxPage() {
  const { to } = route.useSearch()
  const navigate = route.useNavigate()
  const opened = useMatch({ from: '/shell/test-inbox/$id', shouldThrow: false })?.params.id
  const [typed, setTyped] = useState(to ?? '')
  const filter = useDebouncedCallback(
    (value: string) =>
      void navigate({
        search: (old) => ({ ...old, to: value.trim() === '' ? undefined : value.trim() }),
        replace: true,
      }),
    250,
  )
  const query = to === undefined ? { limit: 50 } : { to, limit: 50 }
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/test-inbox',
      { params: { query } },
      { ...byCursor, placeholderData: keepPreviousData, refetchInterval: 5_000 },
    ),
  )
  const nothing = rows.items?.length === 0 && to === undefined
  return (
    <Page
      title="Test inbox"
      about="Messages land here instead of with shoppers while their channel is set to the test inbox."
      actions={!nothing && <ClearAll />}
    >
      {nothing && opened === undefined ? (
        <Nothing />
      ) : (
        <div className={classes['panes']} data-open={opened !== undefined}>
          <div className={classes['left']}>
            <TextInput
              aria-label="Filter by recipient"
              placeholder="Filter by recipient"
              size="xs"
              leftSection={<IconSearch size={14} />}
              value={typed}
              onChange={(event) => {
                setTyped(event.currentTarget.value)
                filter(event.currentTarget.value)
              }}
            />
            <InboxList rows={rows} filtered={to !== undefined} />
          </div>
          <div className={classes['right']}>
            {opened === undefined ? (
              <p className={classes['pick']}>Open a message to read it here.</p>
            ) : (
              <Outlet />
            )}
          </div>
        </div>
      )}
    </Page>
  )
}

function Nothing() {
  return (
    <EmptyState
      icon={<IconInbox size={20} />}
      title="No mail yet"
      action={<Button renderRoot={(props) => <Link to="/campaigns" {...props} />}>Open campaigns</Button>}
    >
      To get a first mail, open a campaign and send a test, or set it live and let a cart be abandoned: see{' '}
      <Anchor renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>Integrations</Anchor>{' '}
      for a call to copy. It is here within a second.
    </EmptyState>
  )
}

function ClearAll() {
  const mayWrite = usePermission('settings_write')
  const [asking, { open, close }] = useDisclosure()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const clear = $api.useMutation('delete', '/api/test-inbox')
  if (!mayWrite) return null
  const onConfirm = (): void =>
    clear.mutate(
      {},
      {
        onSuccess: () => {
          close()
          void navigate({ to: '/test-inbox', search: {} })
          void queryClient.invalidateQueries({
            predicate: ({ queryKey }) =>
              typeof queryKey[1] === 'string' && queryKey[1].startsWith('/api/test-inbox'),
          })
        },
      },
    )
  return (
    <>
      <Button variant="default" leftSection={<IconTrash size={16} />} onClick={open}>
        Clear all
      </Button>
      <ConfirmDanger
        opened={asking}
        onClose={close}
        title="Clear the test inbox?"
        action="Clear all"
        onConfirm={onConfirm}
        busy={clear.isPending}
        error={clear.error}
      >
        All messages in it are removed, for everybody in the workspace. Reports and contacts keep what they
        know.
      </ConfirmDanger>
    </>
  )
}
