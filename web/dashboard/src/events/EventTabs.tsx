import { Badge, Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useFormat } from '../shared'
import { useDeadLetterSummary } from './deadLetters/useDeadLetterSummary'

type Tab = 'history' | 'deadLetters'

/** The two lists of what came in: what was processed, and what could not be. */
export function EventTabs({ shown }: { shown: Tab }) {
  const navigate = useNavigate()
  const format = useFormat()
  const count = useDeadLetterSummary().data?.count ?? 0
  const go = (tab: string | null) =>
    void navigate({
      to: tab === 'deadLetters' ? '/automation/event-history/dead-letters' : '/automation/event-history',
    })
  return (
    <Tabs value={shown} onChange={go} mb="md">
      <Tabs.List>
        <Tabs.Tab value="history">Processed</Tabs.Tab>
        <Tabs.Tab
          value="deadLetters"
          rightSection={
            count > 0 && (
              <Badge color="red.8" size="sm" variant="filled" aria-label={format.count(count, 'event')}>
                {format.number(count)}
              </Badge>
            )
          }
        >
          Could not be processed
        </Tabs.Tab>
      </Tabs.List>
    </Tabs>
  )
}
