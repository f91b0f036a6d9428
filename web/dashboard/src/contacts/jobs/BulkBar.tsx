import { Button, Menu, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { $api } from '../../api'
import { useFormat } from '../../shared'
import type { ContactFilter } from '../list/contactSearch'
import { BulkDialog, type BulkAction } from './BulkDialog'
import { ExportDialog } from './ExportDialog'
import classes from './Jobs.module.css'

interface BulkBarProps {
  ids: readonly string[]
  /** All that fit the filter are meant. */
  all: boolean
  filter: ContactFilter
  /** There are others that match beside those that are ticked. */
  more: boolean
  onAll: () => void
  onClear: () => void
}

/** What can be done with the contacts that are ticked. */
export function BulkBar({ ids, all, filter, more, onAll, onClear }: BulkBarProps) {
  const format = useFormat()
  const [doing, setDoing] = useState<BulkAction | 'export'>()
  const count = $api.useQuery('get', '/api/contacts/count', { params: { query: filter } })
  const matching = count.data?.count ?? 0
  const whom = all ? { filter } : { ids: [...ids] }
  const size = all ? matching : ids.length
  return (
    <div className={classes['bar']} role="region" aria-label="Selected contacts">
      <Text size="sm" fw={500}>
        {all ? `All ${format.number(matching)} that match` : `${format.number(ids.length)} selected`}
      </Text>
      {!all && more && (
        <Button variant="subtle" size="xs" onClick={onAll}>
          Select all {format.number(matching)} that match
        </Button>
      )}
      <span className={classes['barActions']}>
        <Button size="xs" variant="default" onClick={() => setDoing('add_to_list')}>
          Add to list
        </Button>
        <Button size="xs" variant="default" onClick={() => setDoing('tag')}>
          Tag
        </Button>
        <Button size="xs" variant="default" onClick={() => setDoing('export')}>
          Export
        </Button>
        <Menu position="top-end">
          <Menu.Target>
            <Button size="xs" variant="default" px={8} aria-label="More actions">
              <IconDots size={14} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDoing('remove_from_list')}>Remove from a list</Menu.Item>
            <Menu.Item onClick={() => setDoing('untag')}>Remove a tag</Menu.Item>
            <Menu.Item color="red.8" onClick={() => setDoing('unsubscribe')}>
              Unsubscribe
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
          Clear
        </Button>
      </span>
      {doing === 'export' && <ExportDialog whom={whom} size={size} onClose={() => setDoing(undefined)} />}
      {doing !== undefined && doing !== 'export' && (
        <BulkDialog
          action={doing}
          whom={whom}
          size={size}
          onClose={() => setDoing(undefined)}
          onBegun={onClear}
        />
      )}
    </div>
  )
}
