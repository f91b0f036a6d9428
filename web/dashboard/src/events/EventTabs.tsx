import { Badge, Tabs } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useFormat } from '../shared'
import { useDeadLetterSummary } from './deadLetters/useDeadLetterSummary'

const places = {
  history: '/automation/event-history',
  deadLetters: '/automation/event-history/dead-letters',
  catalogue: '/automation/event-history/catalogue',
} as const

type Tab = keyof typeof places

const isTab = (tab: string | null): tab is Tab => tab !== null && tab in places

/** The lists of what came in: what was processed, what could not be, and what kinds of events there are. */
export function EventTabs({ shown }: { shown: Tab }) {
  const navigate = useNavigate()
  const format = useFormat()
  const count = useDeadLetterSummary().data?.count ?? 0
  const go = (tab: string | null) => {
    if (isTab(tab)) void navigate({ to: places[tab] })
  }
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
        <Tabs.Tab value="catalogue">Catalogue</Tabs.Tab>
      </Tabs.List>
    </Tabs>
  )
}
