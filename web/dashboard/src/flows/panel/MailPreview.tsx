import { Text } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../api'
import { contentOf } from '../../templates/editor/content'
import { PreviewPane } from '../../templates/editor/PreviewPane'
import { usePreview } from '../../templates/editor/usePreview'

interface MailPreviewProps {
  template: components['schemas']['TemplateView']
  /** For whom it is shown first. */
  first?: string
}

/** An e-mail as it would arrive, for a contact that can be chosen. */
export function MailPreview({ template, first }: MailPreviewProps) {
  const [contact, setContact] = useState(first)
  const preview = usePreview(contentOf(template), contact)
  return (
    <>
      <Text fz={13} c="dimmed">
        As it is now. What a publish fixes is what goes out.
      </Text>
      <PreviewPane preview={preview} contactId={contact} onPick={setContact} />
    </>
  )
}
