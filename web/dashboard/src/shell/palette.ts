import type { useNavigate } from '@tanstack/react-router'
import type { IconHome } from '@tabler/icons-react'

/** One line of the command palette. */
export interface PaletteItem {
  id: string
  label: string
  description?: string
  icon?: typeof IconHome
  go: (navigate: ReturnType<typeof useNavigate>) => void
}

/** Where the palette finds more than pages: a capability adds its own, such as the search over contacts. */
export interface PaletteSource {
  group: string
  search: (query: string, signal: AbortSignal) => Promise<PaletteItem[]>
}
