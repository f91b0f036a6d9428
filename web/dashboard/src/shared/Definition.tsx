import { HoverCard, Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Definition.module.css'

interface DefinitionProps {
  /** What the number counts, over which period, from which rows. */
  text: ReactNode
  children: ReactNode
}

/** A term or number whose definition is one hover, or one tab, away. */
export function Definition({ text, children }: DefinitionProps) {
  return (
    <HoverCard width={300} openDelay={150} shadow="none" position="bottom-start" withinPortal>
      <HoverCard.Target>
        <UnstyledButton className={classes['term'] ?? ''}>{children}</UnstyledButton>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        <Text size="sm" component="div">
          {text}
        </Text>
      </HoverCard.Dropdown>
    </HoverCard>
  )
}
