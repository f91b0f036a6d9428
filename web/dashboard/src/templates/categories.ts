/** The categories that templates are filed under, by the names marketers know. */
export const categories = [
  { value: 'abandon_cart', label: 'Abandon Cart' },
  { value: 'welcome', label: 'Welcome' },
  { value: 'other', label: 'Other' },
] as const

export const abandonCart = 'abandon_cart'

export const categoryWords = (value: string): string =>
  categories.find((category) => category.value === value)?.label ?? value
