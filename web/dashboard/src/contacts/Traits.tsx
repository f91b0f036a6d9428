import { Button } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../api'
import { DateTime, Definition, useFormat } from '../shared'
import classes from './ContactPage.module.css'
import { Part } from './Part'

type Trait = components['schemas']['ContactTrait']

const few = 8

/** What the contact did, how often and when last: the facts that filters use. */
export function Traits({ traits }: { traits: readonly Trait[] }) {
  const [all, setAll] = useState(false)
  const format = useFormat()
  if (traits.length === 0) return null
  const shown = all ? traits : traits.slice(0, few)
  return (
    <Part
      title={
        <Definition text="For each event, and each status of it: how often it happened, and when first and last. Filters of audiences use these.">
          Traits
        </Definition>
      }
    >
      <table className={classes['traits']}>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col" className={classes['count']}>
              Times
            </th>
            <th scope="col">First</th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((trait) => (
            <tr key={`${trait.name} ${trait.status ?? ''}`}>
              <td>
                {trait.name}
                {trait.status !== null && ` = ${trait.status}`}
              </td>
              <td className={classes['count']}>{format.number(trait.count)}</td>
              <td>
                <DateTime at={trait.firstAt} as="date" />
              </td>
              <td>
                <DateTime at={trait.lastAt} as="date" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && traits.length > few && (
        <Button variant="default" size="xs" mt={8} onClick={() => setAll(true)}>
          Show all {format.number(traits.length)}
        </Button>
      )}
    </Part>
  )
}
