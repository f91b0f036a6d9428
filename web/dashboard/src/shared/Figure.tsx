import type { ReactNode } from 'react'
import { Definition } from './Definition'
import { useFormat } from './useFormat'

interface FigureProps {
  value: number | null | undefined
  /** Never a number without a unit: singular and, where it is not just an s, plural. */
  unit: readonly [one: string, many?: string]
  definition: ReactNode
}

/** A count with its unit and its definition; a dash when there is nothing to measure. */
export function Figure({ value, unit, definition }: FigureProps) {
  const format = useFormat()
  return (
    <Definition text={definition}>
      <span className="bk-figures">{value == null ? '–' : format.count(value, unit[0], unit[1])}</span>
    </Definition>
  )
}
