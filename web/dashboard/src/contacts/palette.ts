import { IconUser } from '@tabler/icons-react'
import { api, bodyOf, type components } from '../api'
import type { PaletteItem, PaletteSource } from '../shell/palette'

type Contact = components['schemas']['ContactRow']

const few = 6

/** Finds people from anywhere: by name, e-mail, phone or customer id. */
export const contactSource: PaletteSource = {
  group: 'Contacts',
  search: async (q, signal) => {
    const found = await bodyOf(api.GET('/api/contacts', { params: { query: { q, limit: few } }, signal }))
    return found.items.map(itemOf)
  },
}

/** A contact as a line of the palette: the name, and below it how to tell them from others of that name. */
export function itemOf(contact: Pick<Contact, 'id' | 'name' | 'email' | 'phone'>): PaletteItem {
  const more = [contact.email, contact.phone].filter((one) => one !== null && one !== contact.name)
  return {
    id: contact.id,
    label: contact.name,
    icon: IconUser,
    ...(more.length > 0 && { description: more.join(' · ') }),
    go: (navigate) => void navigate({ to: '/contacts/$id', params: { id: contact.id } }),
  }
}
