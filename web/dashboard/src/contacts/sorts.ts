/** What the list of contacts can be sorted by, the usual way first. */
export const sorts = ['lastSeenAt', 'createdAt', 'orderTotal', 'name'] as const

export type Sort = (typeof sorts)[number]
