import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './CopyField.module.css'

interface CopyFieldProps {
  value: string
  /** Names what is copied: "API key". */
  label: string
}

/** Something to be pasted elsewhere, with the button that copies it. */
export function CopyField({ value, label }: CopyFieldProps) {
  return (
    <div className={classes['field']}>
      <code className={classes['value']}>{value}</code>
      <CopyAction value={value} label={label} />
    </div>
  )
}

/** Only the button of a CopyField. */
export function CopyAction({ value, label }: CopyFieldProps) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : `Copy ${label}`} openDelay={0}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={copied ? `${label} copied` : `Copy ${label}`}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
