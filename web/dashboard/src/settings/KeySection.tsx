import { Button, Text } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { allRows, type Column, DataList, DateTime, EmptyState, SecretOnce, StatusPill } from '../shared'
import { type Key, keyState, scopeLabel, validFirst } from './keys'
import { NewKeyDialog } from './NewKeyDialog'
import { RevokeKeyDialog } from './RevokeKeyDialog'
import { Section } from './Section'

/** The workspace's API keys: make one, see which are used, revoke one. */
export function KeySection() {
  const mayChange = usePermission('settings_write')
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<Key>()
  const rows = allRows($api.useQuery('get', '/api/keys'), ({ items }) => validFirst(items))
  const create = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      Create key
    </Button>
  )
  return (
    <Section
      title="Secret keys"
      about="A system proves with a key that it may send to this workspace or read from it. Give each system its own, so that one can be revoked alone."
      action={mayChange && create}
    >
      <DataList
        label="Secret keys"
        noun={['key']}
        rows={rows}
        rowKey={(key) => key.id}
        columns={mayChange ? [...columns, revokeColumn(setRevoking)] : columns}
        empty={
          <EmptyState title="No keys yet" icon={<IconKey size={20} />}>
            A shop’s platform needs one to send its carts and orders.
          </EmptyState>
        }
      />
      <NewKeyDialog opened={making} onClose={() => setMaking(false)} />
      {revoking && <RevokeKeyDialog revoked={revoking} onClose={() => setRevoking(undefined)} />}
    </Section>
  )
}

const MaskedKey = ({ hint }: { hint: string }) => (
  <Text span fz="inherit" style={{ whiteSpace: 'nowrap' }}>
    <SecretOnce hint={hint} label="Key" />
  </Text>
)

const columns: Column<Key>[] = [
  { id: 'name', header: 'Name', cell: (key) => key.name },
  { id: 'key', header: 'Key', cell: (key) => <MaskedKey hint={key.hint} /> },
  { id: 'scopes', header: 'May', cell: (key) => key.scopes.map(scopeLabel).join(', ') },
  {
    id: 'state',
    header: 'State',
    cell: (key) => {
      const { tone, word } = keyState(key)
      return <StatusPill tone={tone}>{word}</StatusPill>
    },
  },
  { id: 'used', header: 'Last used', cell: (key) => <DateTime at={key.lastUsedAt} as="ago" /> },
]

const revokeColumn = (onRevoke: (key: Key) => void): Column<Key> => ({
  id: 'revoke',
  header: <span className="bk-only-read">Actions</span>,
  align: 'right',
  cell: (key) =>
    key.revokedAt === null && (
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => onRevoke(key)}
        aria-label={`Revoke ${key.name}`}
      >
        Revoke
      </Button>
    ),
})
