import type { Step } from './flow'

// For as long as the window is open: a step can be taken from one flow into another.
let copied: Step | null = null

export const keepCopied = (step: Step): void => {
  copied = step
}

export const readCopied = (): Step | null => copied
