import { api, bodyOf } from '../api'
import { Autosave, keepInBrowser } from '../shared'
import { type Content, contentOf, readContent } from '../templates/editor/content'
import type { Campaign } from './words'

/** What the wizard edits. */
export interface CampaignDraft {
  name: string
  /** The template that the content was taken from. */
  templateId: string | null
  content: Content
}

export const draftOf = ({ name, templateId, content }: Campaign): CampaignDraft => ({
  name,
  templateId,
  content: contentOf(content),
})

export function readDraft(found: unknown): CampaignDraft | null {
  if (typeof found !== 'object' || found === null) return null
  if (!('name' in found) || !('templateId' in found) || !('content' in found)) return null
  const { name, templateId } = found
  const content = readContent(found.content)
  const fits = typeof name === 'string' && (templateId === null || typeof templateId === 'string')
  return fits && content !== null ? { name, templateId, content } : null
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
