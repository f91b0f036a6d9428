import { Text } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../api'
import { contentOf } from '../../templates/editor/content'
import { PreviewPane } from '../../templates/editor/PreviewPane'
import { TextPreview } from '../../templates/editor/TextPreview'
import { usePreview } from '../../templates/editor/usePreview'
import { useTextPreview } from '../../templates/editor/useTextPreview'

type Template = components['schemas']['TemplateView']

interface MessagePreviewProps {
  template: Template
  /** For whom it is shown first. */
  first?: string
}

/** A message as it would arrive, for a contact that can be chosen. */
export function MessagePreview({ template, first }: MessagePreviewProps) {
  const [contact, setContact] = useState(first)
  const Shown = template.channel === 'sms' ? ShownText : ShownMail
  return (
    <>
      <Text fz={13} c="dimmed">
        As it is now. What a publish fixes is what goes out.
      </Text>
      <Shown template={template} contact={contact} onPick={setContact} />
    </>
  )
}

interface ShownProps {
  template: Template
  contact: string | undefined
  onPick: (contact: string | undefined) => void
}

function ShownMail({ template, contact, onPick }: ShownProps) {
  const preview = usePreview(contentOf(template), contact)
  return <PreviewPane preview={preview} contactId={contact} onPick={onPick} />
}

function ShownText({ template, contact, onPick }: ShownProps) {
  const preview = useTextPreview(template.text, contact)
  return <TextPreview preview={preview} contactId={contact} onPick={onPick} />
}
