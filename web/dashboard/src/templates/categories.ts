import type { components } from '../api'

export type Category = components['schemas']['TemplateCategory']

/** The categories that templates are filed under, by the names marketers know. */
export const categories: readonly { value: Category; label: string }[] = [
  { value: 'abandon_cart', label: 'Abandon Cart' },
  { value: 'welcome', label: 'Welcome' },
  { value: 'post_purchase', label: 'Post-purchase' },
  { value: 'win_back', label: 'Win back' },
  { value: 'newsletter', label: 'Newsletter' },
  { value: 'other', label: 'Other' },
]

export const asCategory = (value: unknown): Category | undefined =>
  categories.find((category) => category.value === value)?.value

export const categoryWords = (value: Category): string =>
  categories.find((category) => category.value === value)?.label ?? value
