import { Button, Modal, Radio, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { ErrorState } from '../../shared'
import classes from './Identity.module.css'

type Person = components['schemas']['PersonBrief']

/** One person or two: the merge asks which contact stays. */
export function Decide({ id, kept, other }: { id: string; kept: Person; other: Person }) {
  const queryClient = useQueryClient()
  const [merging, setMerging] = useState(false)
  const [keep, setKeep] = useState(kept.id)
  const resolve = $api.useMutation('post', '/api/identity-conflicts/{id}/resolve')
  const decide = (decision: 'merge' | 'keep_apart') =>
    resolve.mutate(
      { params: { path: { id } }, body: decision === 'merge' ? { decision, keep } : { decision } },
      {
        onSuccess: () => {
          setMerging(false)
          notifications.show({
            message:
              decision === 'merge'
                ? 'They are one contact now. Its page can undo it.'
                : 'They stay two contacts, and are not listed again.',
          })
          void queryClient.invalidateQueries()
        },
      },
    )
  return (
    <>
      {resolve.error != null && !merging && <ErrorState error={resolve.error} />}
      <div className={classes['decide']}>
        <Button
          variant="default"
          onClick={() => decide('keep_apart')}
          loading={resolve.isPending && !merging}
        >
          Two people
        </Button>
        <Button onClick={() => setMerging(true)}>One person…</Button>
      </div>
      <Modal opened={merging} onClose={() => setMerging(false)} title="Merge the two contacts">
        <Stack>
          <Radio.Group label="Which of them stays?" value={keep} onChange={setKeep}>
            <Stack gap={8} mt={8}>
              {[kept, other].map((person) => (
                <Radio key={person.id} value={person.id} label={label(person)} />
              ))}
            </Stack>
          </Radio.Group>
          <Text fz="sm">
            The one that stays gets everything of the other: history, orders, carts and points. Who has opted
            out of one has opted out of both. It can be undone.
          </Text>
          {resolve.error != null && <ErrorState error={resolve.error} />}
          <div className={classes['decide']}>
            <Button variant="default" onClick={() => setMerging(false)}>
              Cancel
            </Button>
            <Button onClick={() => decide('merge')} loading={resolve.isPending}>
              Merge
            </Button>
          </div>
        </Stack>
      </Modal>
    </>
  )
}

const label = ({ name, email, phone }: Person): string =>
  [name, ...[email, phone].filter((one) => one !== null && one !== name)].join(' · ')
