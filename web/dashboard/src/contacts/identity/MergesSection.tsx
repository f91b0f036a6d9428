import { Anchor, Button } from '@mantine/core'
import { IconArrowsJoin2 } from '@tabler/icons-react'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { ConfirmDanger, DateTime, ErrorState } from '../../shared'
import { Part } from '../Part'
import classes from './Identity.module.css'
import { MergeDialog } from './MergeDialog'

type Merge = components['schemas']['MergeView']

/** Who was merged into a contact, with the way back; and the way to merge by hand. */
export function MergesSection({ id, name }: { id: string; name: string }) {
  const mayChange = usePermission('contacts_write')
  const [merging, setMerging] = useState(false)
  const merges = $api.useQuery('get', '/api/contacts/{id}/merges', { params: { path: { id } } })
  const items = merges.data?.items.filter((merge) => merge.undoneAt === null) ?? []
  if (items.length === 0 && !mayChange) return null
  return (
    <Part title="Merged contacts">
      {merges.error != null && <ErrorState error={merges.error} onRetry={() => void merges.refetch()} />}
      {items.map((merge) => (
        <Item key={merge.id} contactId={id} name={name} merge={merge} mayUndo={mayChange} />
      ))}
      {items.length === 0 && merges.data && (
        <p className={classes['why']}>Nobody was merged into this contact.</p>
      )}
      {mayChange && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconArrowsJoin2 size={14} />}
          onClick={() => setMerging(true)}
        >
          Merge another contact…
        </Button>
      )}
      {merging && <MergeDialog id={id} name={name} onClose={() => setMerging(false)} />}
    </Part>
  )
}

interface ItemProps {
  contactId: string
  name: string
  merge: Merge
  mayUndo: boolean
}

function Item({ contactId, name, merge, mayUndo }: ItemProps) {
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const undo = $api.useMutation('post', '/api/contacts/{id}/merges/{merge}/undo')
  const who = merge.person === null ? 'Somebody who was erased' : nameOf(merge.person)
  const confirm = () =>
    undo.mutate(
      { params: { path: { id: contactId, merge: merge.id } } },
      {
        onSuccess: ({ contactId: back }) => {
          setAsking(false)
          notifications.show({
            message: (
              <>
                {who} is a contact again. <Anchor href={`/contacts/${back}`}>Open</Anchor>
              </>
            ),
          })
          void queryClient.invalidateQueries()
        },
      },
    )
  return (
    <div className={classes['merge']}>
      <div>
        <div>{who}</div>
        <div className={classes['about']}>
          <DateTime at={merge.at} as="dateTime" />
          {merge.by === null
            ? merge.eventName !== null && `, by ${merge.eventName}`
            : `, by ${merge.by.replace(/^user:/, '')}`}
        </div>
      </div>
      {mayUndo && merge.canBeUndone && merge.person !== null && (
        <Button variant="default" size="compact-xs" onClick={() => setAsking(true)}>
          Undo…
        </Button>
      )}
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title="Undo this merge?"
        action="Undo the merge"
        onConfirm={confirm}
        busy={undo.isPending}
        error={undo.error}
      >
        {who} becomes a contact of their own again, with everything that is theirs: what they had when they
        were merged, and what came in under their identifiers since. {name} keeps the rest. The two are never
        merged by themselves again.
      </ConfirmDanger>
    </div>
  )
}

/** People of the same name are told apart by what they are known by. */
const nameOf = (person: NonNullable<Merge['person']>): string => {
  const [first] = person.identifiers
  if (first === undefined || first.value === person.name) return person.name
  return first.kind === 'anonymous_id'
    ? `A visitor (device ${first.value})`
    : `${person.name} · ${first.value}`
}
