import { ActionIcon, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import classes from './Mapping.module.css'
import { groups, listOf, type Mapping, placeWords } from './mapping'

interface TargetsProps {
  mapping: Mapping
  /** The one that the next click is for. */
  active: string | undefined
  onActive: (target: string) => void
  onClear: (target: string) => void
}

/** What fields can mean: choose one, then click where it is. */
export function Targets(props: TargetsProps) {
  return groups.map((group) => (
    <section key={group.title} aria-label={group.title}>
      <Title order={3} size="h4" className={classes['groupHead']}>
        {group.title}
      </Title>
      {group.about !== undefined && <p className={classes['about']}>{group.about}</p>}
      <ul className={classes['targets']}>
        {group.targets
          .filter(({ name }) => isOffered(name, props.mapping))
          .map(({ name, label }) => (
            <Row key={name} {...props} name={name} label={label} />
          ))}
      </ul>
    </section>
  ))
}

// The fields of items come with their list.
const isOffered = (name: string, { fields }: Mapping): boolean => {
  const list = listOf(name)
  return list === undefined || fields[list] !== undefined
}

function Row({
  name,
  label,
  mapping,
  active,
  onActive,
  onClear,
}: TargetsProps & { name: string; label: string }) {
  const place = mapping.fields[name]
  return (
    <li className={classes['target']} data-active={active === name}>
      <button
        type="button"
        className={classes['choose']}
        aria-pressed={active === name}
        onClick={() => onActive(name)}
      >
        <span className={listOf(name) === undefined ? undefined : classes['inner']}>{label}</span>
        <span className={classes['place']} data-chosen={place !== undefined}>
          {place !== undefined ? placeWords(place) : active === name ? 'Click it in the call' : '–'}
        </span>
      </button>
      {place !== undefined && (
        <ActionIcon variant="subtle" color="gray" aria-label={`Clear ${label}`} onClick={() => onClear(name)}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </li>
  )
}
