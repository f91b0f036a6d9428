import { Text } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../../api'
import { contentOf } from '../../templates/editor/content'
import { PreviewPane } from '../../templates/editor/PreviewPane'
import { usePreview } from '../../templates/editor/usePreview'

/** An e-mail as it would arrive, for a contact that can be chosen. */
export function MailPreview({ template }: { template: components['schemas']['TemplateView'] }) {
  const [contact, setContact] = useState<string | undefined>()
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
