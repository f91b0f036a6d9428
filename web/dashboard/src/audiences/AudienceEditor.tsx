import { TextInput } from '@mantine/core'
import { ApiError } from '../api'
import classes from './Audiences.module.css'
import { GroupEditor } from './builder/GroupEditor'
import type { Group } from './filter'
import { PreviewPanel } from './PreviewPanel'
import { usePreview } from './usePreview'
import { WhyPanel } from './WhyPanel'

export interface Draft {
  name: string
  description: string
  filter: Group
}

interface AudienceEditorProps {
  draft: Draft
  onChange: (draft: Draft) => void
  /** What the server said against it when it was saved. */
  errors?: Readonly<Record<string, string[]>>
  /** The audience's id, once it has one. */
  self?: string
  readOnly?: boolean
}

/** Name and filter to the left, who fits to the right: both change together. */
export function AudienceEditor({
  draft,
  onChange,
  errors = {},
  self,
  readOnly = false,
}: AudienceEditorProps) {
  const preview = usePreview(draft.filter)
  const found = preview.error instanceof ApiError ? preview.error.problem.errors : {}
  return (
    <div className={classes['editor']}>
      <fieldset disabled={readOnly} style={{ all: 'unset', display: 'block', minWidth: 0 }}>
        <div className={classes['names']}>
          <TextInput
            label="Name"
            placeholder="Left a cart today"
            value={draft.name}
            onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
            error={errors['name']?.[0]}
          />
          <TextInput
            label="What it is for"
            placeholder="Optional"
            value={draft.description}
            onChange={(event) => onChange({ ...draft, description: event.currentTarget.value })}
            error={errors['description']?.[0]}
          />
        </div>
        <GroupEditor
          value={draft.filter}
          onChange={(filter) => onChange({ ...draft, filter })}
          errors={{ ...errors, ...found }}
          self={self}
        />
      </fieldset>
      <aside className={classes['panel']} aria-label="Who fits">
        <PreviewPanel preview={preview} />
        <WhyPanel filter={draft.filter} />
      </aside>
    </div>
  )
}
