import { Button, Skeleton, Stack } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { components } from '../../api'
import { ErrorState } from '../../shared'
import classes from '../Campaign.module.css'
import { type Campaign, type StepId, stepWords } from '../words'
import { ReviewFacts } from './ReviewFacts'

type Review = components['schemas']['CampaignReviewView']

interface ReviewStepProps {
  campaign: Campaign
  review: UseQueryResult<Review, unknown>
  onGo: (step: StepId) => void
}

/** What stands in the way, what is good to know, and what will happen. */
export function ReviewStep({ campaign, review, onGo }: ReviewStepProps) {
  if (review.error != null) return <ErrorState error={review.error} onRetry={() => void review.refetch()} />
  if (review.data === undefined) return <Skeleton height={320} className="bk-shows-late" />
  const { problems } = review.data
  const blocking = problems.filter((problem) => problem.blocking)
  const advice = problems.filter((problem) => !problem.blocking)
  const current = campaign.status === 'live' && !campaign.hasUnpublishedChanges
  return (
    <div className={classes['column']}>
      {blocking.length > 0 && (
        <Problems title="To mend before it can go live" problems={blocking} onGo={onGo} />
      )}
      {blocking.length === 0 && (
        <p className={classes['ready']}>
          <IconCircleCheck size={18} aria-hidden />
          {current ? 'It is live as shown here.' : 'Everything it needs is here.'}
        </p>
      )}
      {advice.length > 0 && <Problems title="Good to know" problems={advice} onGo={onGo} />}
      <ReviewFacts campaign={campaign} review={review.data} onGo={onGo} />
    </div>
  )
}

interface ProblemsProps {
  title: string
  problems: readonly components['schemas']['CampaignProblem'][]
  onGo: (step: StepId) => void
}

function Problems({ title, problems, onGo }: ProblemsProps) {
  return (
    <section aria-label={title}>
      <h2 className={classes['label']}>{title}</h2>
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {problems.map((problem) => (
          <li key={problem.sentence} className={classes['problem']} data-blocking={problem.blocking}>
            {problem.blocking ? (
              <IconAlertTriangle size={18} aria-hidden />
            ) : (
              <IconInfoCircle size={18} aria-hidden />
            )}
            <div className={classes['problemText']}>{problem.sentence}</div>
            {problem.step !== 'review' && (
              <Button variant="default" size="compact-sm" onClick={() => onGo(problem.step)}>
                Go to {stepWords[problem.step].toLowerCase()}
              </Button>
            )}
          </li>
        ))}
      </Stack>
    </section>
  )
}
