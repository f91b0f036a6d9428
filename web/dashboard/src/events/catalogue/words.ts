import type { components } from '../../api'

type PropertyShape = components['schemas']['PropertyShape']
type PropertyType = components['schemas']['PropertyType']

const shapes: Record<PropertyShape, string> = {
  text: 'text',
  number: 'number',
  date: 'date',
  flag: 'true or false',
  list: 'list',
}

const kinds: Record<PropertyType['kind'], string> = {
  text: 'text',
  id: 'text or number',
  number: 'number',
  money: 'amount',
  quantity: 'number',
  flag: 'true or false',
  time: 'time',
  day: 'day',
  url: 'address',
  list: 'list',
  amount: 'amount',
}

export const shapeWord = (shape: PropertyShape): string => shapes[shape]

/** What a value of the catalogue is, with what it counts in. */
export function kindWords({ kind, unit, choices }: PropertyType): string {
  if (choices.length > 0) return choices.join(', ')
  return unit === null || kind === 'money' || kind === 'amount' ? kinds[kind] : `${kinds[kind]}, ${unit}`
}
