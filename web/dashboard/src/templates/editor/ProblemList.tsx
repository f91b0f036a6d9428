import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { type ContentProblem, placeOf } from './content'
import classes from './Editor.module.css'

interface ProblemListProps {
  /** Undefined until the first preview. */
  problems: readonly ContentProblem[] | undefined
  onGo: (problem: ContentProblem) => void
}

/** What the server found in the message, in words; each leads to its line. */
export function ProblemList({ problems, onGo }: ProblemListProps) {
  if (problems === undefined) return null
  if (problems.length === 0)
    return (
      <p className={classes['fine']} role="status">
        <IconCircleCheck size={16} aria-hidden /> No problems found
      </p>
    )
  return (
    <ul className={classes['problems']} aria-label="Problems">
      {problems.map((problem) => (
        <li key={`${problem.path ?? ''}:${problem.line ?? ''}:${problem.sentence}`}>
          <UnstyledButton
            className={classes['problem'] ?? ''}
            data-blocking={problem.blocking}
            onClick={() => onGo(problem)}
          >
            {problem.blocking ? (
              <IconAlertTriangle size={16} aria-hidden />
            ) : (
              <IconInfoCircle size={16} aria-hidden />
            )}
            <span>
              {problem.sentence} <span className={classes['place']}>{placeOf(problem)}</span>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
