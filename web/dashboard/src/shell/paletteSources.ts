import { contactSource } from '../contacts/palette'
import type { PaletteSource } from './palette'

/** What the command palette searches besides pages, in the order of its groups. */
export const paletteSources: readonly PaletteSource[] = [contactSource]
