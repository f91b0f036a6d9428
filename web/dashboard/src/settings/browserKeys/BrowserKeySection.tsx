import { Button, Group } from '@mantine/core'
import { IconPlus, IconWorldWww } from '@tabler/icons-react'
import { useState } from 'react'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { allRows, type Column, DataList, DateTime, EmptyState, StatusPill } from '../../shared'
import { Section } from '../Section'
import { BrowserKeyDialog } from './BrowserKeyDialog'
import { RevokeBrowserKeyDialog } from './RevokeBrowserKeyDialog'
import { type BrowserKey, validFirst } from './snippet'
import { SnippetDialog } from './SnippetDialog'

type Open = { dialog: 'make' } | { dialog: 'change' | 'revoke' | 'snippet'; key: BrowserKey }

/** The public keys for the pages of shops: make one, copy its lines, see its first event arrive. */
export function BrowserKeySection() {
  const mayChange = usePermission('settings_write')
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const rows = allRows($api.useQuery('get', '/api/browser-keys'), ({ items }) => validFirst(items))
  return (
    <Section
      title="Browser keys"
      about="A few lines in the pages of your shop tell Beckon what shoppers look at and leave in their carts. Their key is no secret: it only works from your sites and can read nothing."
      action={
        mayChange && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => setOpen({ dialog: 'make' })}
          >
            Create browser key
          </Button>
        )
      }
    >
      <DataList
        label="Browser keys"
        noun={['browser key']}
        rows={rows}
        rowKey={(key) => key.id}
        columns={[...columns, actions(mayChange, setOpen)]}
        empty={
          <EmptyState title="No browser keys yet" icon={<IconWorldWww size={20} />}>
            Create one for the address of your shop, and paste the lines that you get into its pages.
          </EmptyState>
        }
      />
      {open?.dialog === 'make' && (
        <BrowserKeyDialog onClose={close} onSaved={(key) => setOpen({ dialog: 'snippet', key })} />
      )}
      {open?.dialog === 'change' && <BrowserKeyDialog changed={open.key} onClose={close} onSaved={close} />}
      {open?.dialog === 'snippet' && <SnippetDialog browserKey={open.key} onClose={close} />}
      {open?.dialog === 'revoke' && <RevokeBrowserKeyDialog revoked={open.key} onClose={close} />}
    </Section>
  )
}

const columns: Column<BrowserKey>[] = [
  { id: 'name', header: 'Name', cell: (key) => key.name },
  { id: 'key', header: 'Key', cell: (key) => <code>{key.key}</code> },
  { id: 'sites', header: 'Sites', cell: (key) => key.origins.join(', ') },
  {
    id: 'state',
    header: 'State',
    cell: (key) =>
      key.revokedAt !== null ? (
        <StatusPill tone="bad">Revoked</StatusPill>
      ) : key.firstEventAt === null ? (
        <StatusPill tone="idle">No event yet</StatusPill>
      ) : (
        <StatusPill tone="good">Receiving</StatusPill>
      ),
  },
  { id: 'used', header: 'Last event', cell: (key) => <DateTime at={key.lastEventAt} as="ago" /> },
]

const actions = (mayChange: boolean, onOpen: (open: Open) => void): Column<BrowserKey> => ({
  id: 'actions',
  header: <span className="bk-only-read">Actions</span>,
  align: 'right',
  cell: (key) =>
    key.revokedAt === null && (
      <Group gap={8} justify="flex-end" wrap="nowrap">
        <Button size="compact-sm" variant="default" onClick={() => onOpen({ dialog: 'snippet', key })}>
          Snippet
        </Button>
        {mayChange && (
          <>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onOpen({ dialog: 'change', key })}
              aria-label={`Change ${key.name}`}
            >
              Change
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => onOpen({ dialog: 'revoke', key })}
              aria-label={`Revoke ${key.name}`}
            >
              Revoke
            </Button>
          </>
        )}
      </Group>
    ),
})
