import classes from './Mapping.module.css'
import { placeOf } from './mapping'

interface PayloadProps {
  body: unknown
  /** What a place means, in words; undefined for nothing. */
  meaningOf: (place: string) => string | undefined
  /** Whether a click there would mean something now. */
  canPick: (place: string, isList: boolean) => boolean
  onPick: (place: string) => void
}

const mostElements = 3

/** A body as it came, each of whose values can be clicked. */
export function Payload(props: PayloadProps) {
  return (
    <div className={classes['payload']} aria-label="What was received">
      <Value {...props} value={props.body} place="" name={undefined} depth={0} />
    </div>
  )
}

interface ValueProps extends PayloadProps {
  value: unknown
  place: string
  name: string | undefined
  depth: number
}

function Value(props: ValueProps) {
  const { value, depth } = props
  if (typeof value !== 'object' || value === null) return <Leaf {...props} />
  const entries: (readonly [string, unknown])[] = Array.isArray(value)
    ? value.slice(0, mostElements).map((inner: unknown, index) => [String(index), inner] as const)
    : Object.entries(value)
  return (
    <div style={{ paddingLeft: depth === 0 ? 0 : 14 }}>
      {depth > 0 &&
        (Array.isArray(value) ? (
          <List {...props} count={value.length} />
        ) : (
          <div className={classes['key']}>{props.name}</div>
        ))}
      {entries.map(([key, inner]) => (
        <Value
          key={key}
          {...props}
          value={inner}
          place={placeOf(props.place, key)}
          name={Array.isArray(value) ? `${Number(key) + 1}.` : key}
          depth={depth + 1}
        />
      ))}
      {Array.isArray(value) && value.length > mostElements && (
        <div className={classes['more']}>and {value.length - mostElements} more</div>
      )}
    </div>
  )
}

function List({ place, name, count, meaningOf, canPick, onPick }: ValueProps & { count: number }) {
  return (
    <Pick place={place} isList meaningOf={meaningOf} canPick={canPick} onPick={onPick}>
      <span className={classes['key']}>{name}</span>{' '}
      <span className={classes['more']}>a list of {count}</span>
    </Pick>
  )
}

function Leaf({ value, place, name, depth, meaningOf, canPick, onPick }: ValueProps) {
  return (
    <div style={{ paddingLeft: depth === 0 ? 0 : 14 }}>
      <Pick place={place} isList={false} meaningOf={meaningOf} canPick={canPick} onPick={onPick}>
        <span className={classes['key']}>{name}</span>{' '}
        <span className={classes['value']}>{JSON.stringify(value)}</span>
      </Pick>
    </div>
  )
}

interface PickProps extends Omit<PayloadProps, 'body'> {
  place: string
  isList: boolean
  children: React.ReactNode
}

function Pick({ place, isList, meaningOf, canPick, onPick, children }: PickProps) {
  const meaning = meaningOf(place)
  return (
    <button
      type="button"
      className={classes['pick']}
      data-meant={meaning !== undefined}
      disabled={!canPick(place, isList)}
      onClick={() => onPick(place)}
    >
      {children}
      {meaning !== undefined && <span className={classes['meaning']}>{meaning}</span>}
    </button>
  )
}
