import { Button, Select } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconTemplate } from '@tabler/icons-react'
import { useState } from 'react'
import { $api } from '../../api'
import { contentOf } from '../../templates/editor/content'
import { ContentWorkbench } from '../../templates/editor/ContentWorkbench'
import { TextWorkbench } from '../../templates/editor/TextWorkbench'
import type { CampaignDraft } from '../campaignDraft'
import { type Template, TemplateGallery } from './TemplateGallery'

interface ContentStepProps {
  draft: CampaignDraft
  onChange: (draft: CampaignDraft) => void
  contactId: string | undefined
  onPick: (contactId: string | undefined) => void
}

/** What is sent: a template to start from, then the message itself. */
export function ContentStep(props: ContentStepProps) {
  return props.draft.channel === 'sms' ? <TextContent {...props} /> : <EmailContent {...props} />
}

function TextContent({ draft, onChange, contactId, onPick }: ContentStepProps) {
  const templates = $api.useQuery('get', '/api/templates', { params: { query: { channel: 'sms' } } })
  const items = templates.data?.items ?? []
  return (
    <>
      {items.length > 0 && (
        <Select
          label="Take the text of a template"
          placeholder="Choose a template"
          maw={420}
          mb="md"
          data={items.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.templateId}
          onChange={(id) => {
            const chosen = items.find((template) => template.id === id)
            if (chosen === undefined) return
            onChange({ ...draft, templateId: chosen.id, content: { ...draft.content, text: chosen.text } })
          }}
        />
      )}
      <TextWorkbench
        key={draft.templateId}
        text={draft.content.text}
        onChange={(text) => onChange({ ...draft, content: { ...draft.content, text } })}
        contactId={contactId}
        onPick={onPick}
      />
    </>
  )
}

function EmailContent({ draft, onChange, contactId, onPick }: ContentStepProps) {
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
