/** How many days the home screen can look back, today included. */
export const spans = ['7', '30', '90'] as const

export type Span = (typeof spans)[number]

export const usualSpan: Span = '30'
