import { Button, Group, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { $api } from '../../api'
import { ErrorState } from '../../shared'
import { ContactPicker } from '../../templates/editor/ContactPicker'
import type { Flow } from '../flow'
import classes from './Simulate.module.css'
import { endingWords } from './simulation'
import { Decided } from './SimulatedPeek'

/** What the draft would have done with somebody who can be chosen. */
export function OneContact({ flow, days, loaded }: { flow: Flow; days: number; loaded: boolean }) {
  const [contact, setContact] = useState<string | undefined>()
  const simulate = $api.useMutation('post', '/api/flows/{id}/simulations/contact')
  const chosen = $api.useQuery(
    'get',
    '/api/contacts/{id}',
    { params: { path: { id: contact ?? '' } } },
    { enabled: contact !== undefined },
  )
  const runs = simulate.data?.items
  return (
    <section className={`bk-card ${classes['part'] ?? ''}`} aria-labelledby="one">
      <Title order={2} size="h4" id="one" mb="xs">
        What it would have done with somebody
      </Title>
      <Group gap="sm" mb="sm">
        <ContactPicker
          label="Simulate for contact"
          value={contact}
          name={contact === undefined ? undefined : chosen.data?.name}
          placeholder="Name, e-mail or phone"
          onPick={(id) => {
            setContact(id)
            simulate.reset()
          }}
        />
        <Button
          size="xs"
          variant="default"
          disabled={contact === undefined}
          loading={simulate.isPending}
          onClick={() =>
            contact !== undefined &&
            simulate.mutate({ params: { path: { id: flow.id } }, body: { contact, days, loaded } })
          }
        >
          Try
        </Button>
      </Group>
      {simulate.error != null && <ErrorState error={simulate.error} />}
      {runs?.length === 0 && (
        <Text fz="sm">Nothing that they did in the last {days} days begins the flow.</Text>
      )}
      {runs?.map((run) => (
        <article key={run.triggeredAt} className={classes['run']}>
          <Text fz="sm" fw={600}>
            {endingWords(run)}
          </Text>
          <Decided flow={flow} run={run} />
        </article>
      ))}
    </section>
  )
}
