import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { navigation, testInboxPage } from './navigation'
import type { PaletteItem } from './palette'
import classes from './CommandPalette.module.css'
import { paletteSources } from './paletteSources'

const pages: PaletteItem[] = [...navigation.flatMap(({ pages }) => [...pages]), testInboxPage].map(
  ({ label, icon, link }) => ({ id: link.to, label, icon, go: (navigate) => void navigate(link) }),
)

const matches = (item: PaletteItem, query: string): boolean =>
  item.label.toLowerCase().includes(query.trim().toLowerCase())

/** Ctrl or ⌘ K: every page, and what the capabilities let it search. */
export function CommandPalette() {
  const [query, setQuery] = useState('')
  const found = useFound(query)
  const groups = [{ group: 'Pages', items: pages.filter((page) => matches(page, query)) }, ...found]
  const filled = groups.filter(({ items }) => items.length > 0)
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut="mod + K"
      maxHeight={440}
      scrollable
      centered={false}
      yOffset="12dvh"
      shadow="none"
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      title="Search and commands"
      classNames={{ ...classes, header: 'bk-only-read' }}
    >
      <Spotlight.Search placeholder="Search or jump to…" leftSection={<IconSearch size={18} />} />
      <Spotlight.ActionsList>
        {filled.map(({ group, items }) => (
          <Spotlight.ActionsGroup key={group} label={group}>
            {items.map((item) => (
              <Line key={item.id} item={item} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        <SelectsFirst query={query} />
        {filled.length === 0 && <Spotlight.Empty>Nothing is called that here.</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/**
 * Enter goes to the first line found. Spotlight marks it before React has drawn the new lines, so the mark is lost
 * with the old ones; only an attribute tells it which line is chosen.
 */
function SelectsFirst({ query }: { query: string }) {
  useEffect(() => {
    if (query === '' || document.querySelector('[data-action][data-selected]')) return
    document.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
  })
  return null
}

function Line({ item }: { item: PaletteItem }) {
  const navigate = useNavigate()
  const Icon = item.icon
  return (
    <Spotlight.Action
      label={item.label}
      description={item.description ?? ''}
      leftSection={Icon && <Icon size={18} stroke={1.75} />}
      onClick={() => item.go(navigate)}
    />
  )
}

function useFound(query: string): { group: string; items: PaletteItem[] }[] {
  const [asked] = useDebouncedValue(query.trim(), 150)
  const answers = useQueries({
    queries: paletteSources.map((source) => ({
      queryKey: ['palette', source.group, asked],
      enabled: asked.length > 1,
      queryFn: ({ signal }: { signal: AbortSignal }) => source.search(asked, signal),
    })),
  })
  if (query.trim().length < 2) return []
  return paletteSources.map(({ group }, index) => ({ group, items: answers[index]?.data ?? [] }))
}
