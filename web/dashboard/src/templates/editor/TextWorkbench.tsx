import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef, useState } from 'react'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { CodeEditor, type CodeHandle } from './CodeEditor'
import { type ContentProblem, faultyLines } from './content'
import classes from './Editor.module.css'
import { completions, insertionGroups } from './language'
import { ProblemList } from './ProblemList'
import { TextPreview } from './TextPreview'
import { TryText } from './TryText'
import { useTextPreview } from './useTextPreview'
import { VariableMenu } from './VariableMenu'

interface TextWorkbenchProps {
  text: string
  onChange: (text: string) => void
  /** The contact the preview is for; kept by the page in its URL. */
  contactId: string | undefined
  onPick: (contactId: string | undefined) => void
}

/** Writes a text message: the words on the left, the phone on the right. */
export function TextWorkbench({ text, onChange, contactId, onPick }: TextWorkbenchProps) {
  const mayWrite = usePermission('campaigns_write')
  const preview = useTextPreview(text, contactId)
  const offered = $api.useQuery('get', '/api/templates/variables', {})
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
  const [side, setSide] = useState<'edit' | 'preview'>('edit')
  const [show, setShow] = useState<{ line: number }>()
  const code = useRef<CodeHandle>(null)
  const problems = preview.data?.problems
  const faulty = useMemo(() => faultyLines(problems ?? [], 'text'), [problems])
  const insertables = useMemo(() => completions(offered.data), [offered.data])
  const groups = useMemo(() => insertionGroups(offered.data), [offered.data])
  return (
    <div className={classes['bench']}>
      {narrow && (
        <SegmentedControl
          fullWidth
          aria-label="Side"
          data={[
            { value: 'edit', label: 'Edit' },
            { value: 'preview', label: 'Preview' },
          ]}
          value={side}
          onChange={(value) => setSide(value === 'preview' ? 'preview' : 'edit')}
        />
      )}
      <div className={classes['edit']} hidden={narrow && side !== 'edit'}>
        <div className={classes['tools']}>
          <span className={classes['hint']}>
            Links become short and are counted. How to opt out is put at the end.
          </span>
          <div className={classes['inserts']}>
            <VariableMenu groups={groups} onInsert={(words) => code.current?.insert(words)} />
            {mayWrite && <TryText text={text} contactId={contactId} />}
          </div>
        </div>
        <CodeEditor
          handle={code}
          label="Text message"
          language="text"
          value={text}
          placeholder="Write the text message here."
          insertables={insertables}
          faultyLines={faulty}
          show={show}
          onChange={onChange}
        />
        <ProblemList
          problems={problems}
          onGo={(problem: ContentProblem) => setShow({ line: problem.line ?? 1 })}
        />
      </div>
      {(!narrow || side === 'preview') && (
        <TextPreview preview={preview} contactId={contactId} onPick={onPick} />
      )}
    </div>
  )
}
