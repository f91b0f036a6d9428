import { StatusPill } from '../../shared'
import { type Run, runStatusWords } from './run'

/** Where a run stands. */
export function RunStatus({ run }: { run: Pick<Run, 'status'> }) {
  const { word, tone } = runStatusWords[run.status]
  return <StatusPill tone={tone}>{word}</StatusPill>
}
