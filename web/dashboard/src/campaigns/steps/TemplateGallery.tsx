import { Button, Group, Skeleton, UnstyledButton } from '@mantine/core'
import { IconPencil, IconTemplate } from '@tabler/icons-react'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { EmptyState, ErrorState, StatusPill } from '../../shared'
import { type Category, categoryWords } from '../../templates/categories'
import { CategorySelect } from '../../templates/CategorySelect'
import { contentOf } from '../../templates/editor/content'
import { MailFrame } from '../../templates/editor/MailFrame'
import { usePreview } from '../../templates/editor/usePreview'
import classes from '../Campaign.module.css'

export type Template = components['schemas']['TemplateView']

interface TemplateGalleryProps {
  chosen: string | null
  onChoose: (template: Template) => void
  /** The way on without a template. */
  leave: { words: string; go: () => void }
}

/** The templates to start from, each as it would look. */
export function TemplateGallery({ chosen, onChoose, leave }: TemplateGalleryProps) {
  const [category, setCategory] = useState<Category | undefined>('abandon_cart')
  const templates = $api.useQuery('get', '/api/templates', {
    params: { query: category === undefined ? { channel: 'email' } : { channel: 'email', category } },
  })
  const leaveButton = (
    <Button variant="default" size="xs" leftSection={<IconPencil size={16} />} onClick={leave.go}>
      {leave.words}
    </Button>
  )
  return (
    <section aria-label="Templates">
      <Group justify="space-between" mb="md" gap="sm">
        <CategorySelect value={category} onPick={setCategory} />
        {leaveButton}
      </Group>
      {templates.error != null && (
        <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      {templates.data?.items.length === 0 ? (
        <EmptyState icon={<IconTemplate size={20} />} title="No templates here" action={leaveButton}>
          {category === undefined
            ? 'There are no templates yet.'
            : `No template is filed under ${categoryWords(category)}.`}
        </EmptyState>
      ) : (
        <ul className={classes['gallery']}>
          {templates.data === undefined
            ? [1, 2, 3].map((each) => (
                <li key={each}>
                  <Skeleton height={330} className="bk-shows-late" />
                </li>
              ))
            : templates.data.items.map((template) => (
                <li key={template.id}>
                  <TemplateCard template={template} chosen={template.id === chosen} onChoose={onChoose} />
                </li>
              ))}
        </ul>
      )}
    </section>
  )
}

interface TemplateCardProps {
  template: Template
  chosen: boolean
  onChoose: (template: Template) => void
}

function TemplateCard({ template, chosen, onChoose }: TemplateCardProps) {
  const preview = usePreview(contentOf(template), undefined)
  return (
    <UnstyledButton className={classes['template'] ?? ''} onClick={() => onChoose(template)}>
      {/* The picture is for the eye; the name and subject below say it to everybody. */}
      <div className={classes['thumb']} aria-hidden inert>
        {preview.data && <MailFrame html={preview.data.html} title={template.name} screen="desktop" />}
      </div>
      <div className={classes['templateText']}>
        <div className={classes['choiceTitle']}>
          {template.name} {chosen && <StatusPill tone="good">In use</StatusPill>}
        </div>
        <div className={classes['hint']}>{preview.data?.subject ?? template.subject}</div>
      </div>
    </UnstyledButton>
  )
}
