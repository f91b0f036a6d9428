import { api, bodyOf } from '../api'
import { Autosave, keepInBrowser, limitsOf, priorityOf } from '../shared'
import { type Content, contentOf, readContent } from '../templates/editor/content'
import type { Campaign } from './words'

/** What the wizard edits. */
export interface CampaignDraft {
  name: string
  channel: Campaign['channel']
  /** The template that the content was taken from. */
  templateId: string | null
  content: Content
  settings: Campaign['settings']
}

export const draftOf = ({ name, channel, templateId, content, settings }: Campaign): CampaignDraft => ({
  name,
  channel,
  templateId,
  content: contentOf(content),
  settings,
})

export function readDraft(found: unknown): CampaignDraft | null {
  if (typeof found !== 'object' || found === null) return null
  if (!('name' in found) || !('templateId' in found) || !('content' in found)) return null
  const { name, templateId } = found
  const content = readContent(found.content)
  const fits = typeof name === 'string' && (templateId === null || typeof templateId === 'string')
  const settings = readSettings(found)
  const channel = 'channel' in found && found.channel === 'sms' ? 'sms' : 'email'
  return fits && content !== null && settings !== null
    ? { name, channel, templateId, content, settings }
    : null
}

const usual: Campaign['settings'] = { delayMinutes: 0, limits: 'workspace', priority: 'normal' }

// What was kept before there were settings sends at once, as everything did then.
function readSettings(found: object): Campaign['settings'] | null {
  if (!('settings' in found)) return usual
  const { settings } = found
  if (typeof settings !== 'object' || settings === null || !('delayMinutes' in settings)) return null
  const { delayMinutes } = settings
  if (typeof delayMinutes !== 'number') return null
  return {
    delayMinutes,
    limits: limitsOf('limits' in settings ? settings.limits : undefined),
    priority: priorityOf('priority' in settings ? settings.priority : undefined),
  }
}

export const readCampaign = (id: string): Promise<Campaign> =>
  bodyOf(api.GET('/api/campaigns/{id}', { params: { path: { id } } }))

/** Saves a campaign as it is edited; `onSaved` hears of each version that the server has taken. */
export function campaignAutosave(
  campaign: Campaign,
  onSaved: (saved: Campaign) => void,
): Autosave<CampaignDraft> {
  const params = { path: { id: campaign.id } }
  return new Autosave<CampaignDraft>({
    value: draftOf(campaign),
    version: campaign.version,
    keep: keepInBrowser(`campaign-${campaign.id}`, readDraft),
    save: async (body, version) => {
      const headers = { 'If-Match': `"${version}"` }
      const saved = await bodyOf(api.PATCH('/api/campaigns/{id}', { params, body, headers }))
      onSaved(saved)
      return saved.version
    },
  })
}
