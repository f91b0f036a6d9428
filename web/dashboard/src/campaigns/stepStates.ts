import type { components } from '../api'
import type { WizardStep } from '../shared'
import { type Campaign, type StepId, stepIds, stepWords } from './words'

type Review = components['schemas']['CampaignReviewView']

/** How far a campaign has come, step by step. What was not begun yet is open, not faulty. */
export function stepStates(campaign: Campaign, review: Review | undefined): WizardStep<StepId>[] {
  const { subject, html, text } = campaign.content
  const begun = (campaign.channel === 'sms' ? [text] : [subject, html]).some((part) => part.trim() !== '')
  const blocked = (step: StepId): boolean =>
    review?.problems.some((problem) => problem.step === step && problem.blocking) ?? false
  const stateOf = (step: StepId): WizardStep<StepId>['state'] => {
    switch (step) {
      case 'channel':
        return blocked(step) ? 'faulty' : 'done'
      case 'recipients':
        return blocked(step) ? 'faulty' : review === undefined || review.trigger === 'none' ? 'open' : 'done'
      case 'content':
        return !begun || review === undefined ? 'open' : blocked(step) ? 'faulty' : 'done'
      case 'review':
        return campaign.status === 'live' && !campaign.hasUnpublishedChanges ? 'done' : 'open'
    }
  }
  return stepIds.map((id) => ({ id, label: stepWords[id], state: stateOf(id) }))
}

export const stepAfter = (step: StepId): StepId | undefined => stepIds[stepIds.indexOf(step) + 1]
export const stepBefore = (step: StepId): StepId | undefined => stepIds[stepIds.indexOf(step) - 1]
