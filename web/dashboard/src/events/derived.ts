/** Why Beckon itself has told an event, in words; undefined when its source did. */
export function derivedBy(properties: unknown): string | undefined {
  if (typeof properties !== 'object' || properties === null) return undefined
  if (Reflect.get(properties, 'derivedBy') !== 'beckon') return undefined
  const minutes: unknown = Reflect.get(properties, 'idleMinutes')
  if (typeof minutes !== 'number') return 'nobody else told of it'
  return `the cart had not changed for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
}
