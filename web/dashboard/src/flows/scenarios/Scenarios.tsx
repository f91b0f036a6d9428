import { Button, Group, Menu, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { $api } from '../../api'
import { errorSentence } from '../../api/errorSentence'
import { usePermission } from '../../session/SessionContext'
import { ErrorState, MoreMenu, StatusPill } from '../../shared'
import { findStep, type Flow } from '../flow'
import { useNames } from '../useNames'
import { stepWords } from '../words'
import { ScenarioForm } from './ScenarioForm'
import { asExpected, linesOf, newScenario, type Outcome, type Scenario } from './scenario'
import classes from './Scenarios.module.css'

/** What is made up to test a flow, with what the draft does with it. */
export function Scenarios({ flow }: { flow: Flow }) {
  const mayWrite = usePermission('campaigns_write')
  const [edited, setEdited] = useState<number | null>(null)
  const outcomes = useOutcomes(flow)
  const { keep, busy, error } = useKeep(flow)
  const scenarios = flow.draft.scenarios ?? []
  const put = (index: number, next: Scenario) =>
    keep(index === scenarios.length ? [...scenarios, next] : scenarios.with(index, next))
  const played = outcomes.data?.items ?? []
  return (
    <section className={`bk-card ${classes['part'] ?? ''}`} aria-labelledby="scenarios">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2} size="h4" id="scenarios">
            Scenarios
          </Title>
          <Text fz={13} c="dimmed" maw={640}>
            Something that might happen, and what is to be sent then. They stay with the flow and are tried
            again with each change.
          </Text>
        </div>
        {mayWrite && flow.status !== 'archived' && (
          <Button
            variant="default"
            size="xs"
            flex="none"
            leftSection={<IconPlus size={14} />}
            onClick={() => setEdited(scenarios.length)}
          >
            Scenario
          </Button>
        )}
      </Group>
      {outcomes.error != null && (
        <ErrorState error={outcomes.error} onRetry={() => void outcomes.refetch()} />
      )}
      {scenarios.map((scenario, index) => (
        <Played
          key={index}
          flow={flow}
          scenario={scenario}
          outcome={played[index]}
          actions={
            mayWrite && (
              <MoreMenu>
                <Menu.Item onClick={() => setEdited(index)}>Change</Menu.Item>
                {played[index]?.holds === false && (
                  <Menu.Item
                    onClick={() => {
                      const outcome = played[index]
                      if (outcome) void put(index, { ...scenario, expects: asExpected(outcome) })
                    }}
                  >
                    Expect what it does now
                  </Menu.Item>
                )}
                <Menu.Item color="red" onClick={() => void keep(scenarios.toSpliced(index, 1))}>
                  Delete
                </Menu.Item>
              </MoreMenu>
            )
          }
        />
      ))}
      {edited !== null && (
        <ScenarioForm
          flow={flow}
          scenario={scenarios[edited] ?? newScenario(flow.draft)}
          busy={busy}
          error={error}
          onSave={(next) => void put(edited, next).then((done) => done && setEdited(null))}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  )
}

interface PlayedProps {
  flow: Flow
  scenario: Scenario
  outcome: Outcome | undefined
  actions: ReactNode
}

function Played({ flow, scenario, outcome, actions }: PlayedProps) {
  const nameOf = useNames()
  const words = (id: string): string => {
    const step = findStep(flow.draft, id)
    return `“${step === undefined ? id : stepWords(step, nameOf)}”`
  }
  return (
    <article className={classes['scenario']}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="sm">
          <Text fz="sm" fw={600}>
            {scenario.name}
          </Text>
          {outcome !== undefined && (
            <StatusPill tone={outcome.holds ? 'good' : 'bad'}>
              {outcome.holds ? 'As expected' : 'Not as expected'}
            </StatusPill>
          )}
        </Group>
        {actions}
      </Group>
      {outcome !== undefined && (
        <ul className={classes['lines']}>
          {linesOf(outcome, words).map((line, index) => (
            <li key={index} data-tone={line.tone}>
              {line.words}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}

/** What the draft does with its scenarios; asked again whenever it has changed. */
export function useOutcomes(flow: Flow) {
  const params = { path: { id: flow.id } }
  return $api.useQuery(
    'get',
    '/api/flows/{id}/scenarios',
    { params },
    {
      enabled: flow.faults.length === 0 && (flow.draft.scenarios ?? []).length > 0,
      // Another version of the draft is another question.
      queryHash: `scenarios of ${flow.id} ${String(flow.version)}`,
    },
  )
}

function useKeep(flow: Flow) {
  const queryClient = useQueryClient()
  const save = $api.useMutation('patch', '/api/flows/{id}')
  const keep = async (scenarios: Scenario[]): Promise<boolean> => {
    try {
      const saved = await save.mutateAsync({
        params: { path: { id: flow.id } },
        body: { definition: { ...flow.draft, scenarios } },
        headers: { 'If-Match': `"${String(flow.version)}"` },
      })
      const { queryKey } = $api.queryOptions('get', '/api/flows/{id}', { params: { path: { id: flow.id } } })
      queryClient.setQueryData(queryKey, saved)
      return true
    } catch (error) {
      notifications.show({ color: 'red', message: errorSentence(error) })
      return false
    }
  }
  return { keep, busy: save.isPending, error: save.error }
}
