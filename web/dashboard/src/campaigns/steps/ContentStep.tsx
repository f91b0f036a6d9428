import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTemplate } from '@tabler/icons-react'
import { useState } from 'react'
import { contentOf } from '../../templates/editor/content'
import { ContentWorkbench } from '../../templates/editor/ContentWorkbench'
import type { CampaignDraft } from '../campaignDraft'
import { type Template, TemplateGallery } from './TemplateGallery'

interface ContentStepProps {
  draft: CampaignDraft
  onChange: (draft: CampaignDraft) => void
  contactId: string | undefined
  onPick: (contactId: string | undefined) => void
}

/** What is sent: a template to start from, then the e-mail itself. */
export function ContentStep({ draft, onChange, contactId, onPick }: ContentStepProps) {
  const { content } = draft
  const written = [content.subject, content.html, content.text].some((part) => part.trim() !== '')
  const [choosing, setChoosing] = useState(!written)

  const choose = (template: Template): void => {
    onChange({ ...draft, templateId: template.id, content: contentOf(template) })
    setChoosing(false)
    if (!written) return
    const shown = notifications.show({
      message: (
        <>
          The content now comes from “{template.name}”.{' '}
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              onChange(draft)
              notifications.hide(shown)
            }}
          >
            Undo
          </Button>
        </>
      ),
      autoClose: 10_000,
    })
  }

  if (choosing)
    return (
      <TemplateGallery
        chosen={draft.templateId}
        onChoose={choose}
        leave={{
          words: written ? 'Keep the present content' : 'Write your own',
          go: () => setChoosing(false),
        }}
      />
    )
  return (
    <ContentWorkbench
      content={content}
      onChange={(edited) => onChange({ ...draft, content: edited })}
      contactId={contactId}
      onPick={onPick}
      tools={
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTemplate size={16} />}
          onClick={() => setChoosing(true)}
        >
          Templates
        </Button>
      }
    />
  )
}
