/** What the list of contacts can be sorted by, the usual way first. */
export const sorts = ['lastSeenAt', 'createdAt', 'orderTotal', 'name'] as const

export type Sort = (typeof sorts)[number]

export const sortWords: Record<Sort, string> = {
  lastSeenAt: 'Last seen first',
  createdAt: 'Newest first',
  orderTotal: 'Biggest spenders first',
  name: 'Name, A to Z',
}
