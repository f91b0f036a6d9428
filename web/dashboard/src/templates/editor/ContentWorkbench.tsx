import { SegmentedControl, Tabs, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { $api } from '../../api'
import { CodeEditor, type CodeHandle } from './CodeEditor'
import { type Content, type ContentProblem, faultOf, faultyLines, partOf } from './content'
import classes from './Editor.module.css'
import { completions, insertionGroups } from './language'
import { PreviewPane } from './PreviewPane'
import { ProblemList } from './ProblemList'
import { ProductFeedButton } from './ProductFeedButton'
import { usePreview } from './usePreview'
import { VariableMenu } from './VariableMenu'

interface ContentWorkbenchProps {
  content: Content
  onChange: (content: Content) => void
  /** The contact the preview is for; kept by the page in its URL. */
  contactId: string | undefined
  onPick: (contactId: string | undefined) => void
  /** More buttons beside "Product feed". */
  tools?: ReactNode
  readOnly?: boolean
}

/** Writes a message: subject, preheader, HTML and text on the left, what becomes of them on the right. */
export function ContentWorkbench(props: ContentWorkbenchProps) {
  const { content, onChange, contactId, onPick, tools } = props
  const preview = usePreview(content, contactId)
  const offered = $api.useQuery('get', '/api/templates/variables', {})
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false })
  const [side, setSide] = useState<'edit' | 'preview'>('edit')
  const [part, setPart] = useState<'html' | 'text'>('html')
  const [show, setShow] = useState<{ line: number }>()
  const code = useRef<CodeHandle>(null)
  const subject = useRef<HTMLInputElement>(null)
  const preheader = useRef<HTMLInputElement>(null)
  const problems = preview.data?.problems
  const faulty = useMemo(() => faultyLines(problems ?? [], part), [problems, part])
  const insertables = useMemo(() => completions(offered.data), [offered.data])
  const groups = useMemo(() => insertionGroups(offered.data), [offered.data])

  const goTo = (problem: ContentProblem): void => {
    const where = partOf(problem.path)
    if (where === 'subject') return subject.current?.focus()
    if (where === 'preheader') return preheader.current?.focus()
    if (where === null) return
    setPart(where)
    setShow({ line: problem.line ?? 1 })
  }

  const choosePart = (value: string | null): void => {
    setPart(value === 'text' ? 'text' : 'html')
    setShow(undefined)
  }

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
        <TextInput
          ref={subject}
          label="Subject"
          value={content.subject}
          error={faultOf(problems ?? [], 'subject')}
          readOnly={props.readOnly ?? false}
          onChange={(event) => onChange({ ...content, subject: event.currentTarget.value })}
        />
        <TextInput
          ref={preheader}
          label="Preheader"
          description="What mail programs show beside the subject"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={content.preheader}
          error={faultOf(problems ?? [], 'preheader')}
          readOnly={props.readOnly ?? false}
          onChange={(event) => onChange({ ...content, preheader: event.currentTarget.value })}
        />
        <div className={classes['tools']}>
          <Tabs value={part} onChange={choosePart}>
            <Tabs.List>
              <Tabs.Tab value="html">HTML</Tabs.Tab>
              <Tabs.Tab value="text">Text</Tabs.Tab>
            </Tabs.List>
          </Tabs>
          <div className={classes['inserts']}>
            {tools}
            <VariableMenu groups={groups} onInsert={(text) => code.current?.insert(text)} />
            <ProductFeedButton onInsert={(block) => code.current?.insert(block)} />
          </div>
        </div>
        <CodeEditor
          key={part}
          handle={code}
          label={part === 'html' ? 'HTML part' : 'Text part'}
          language={part}
          value={content[part]}
          placeholder={
            part === 'html'
              ? 'Write the e-mail here, or take a template.'
              : 'Empty: the text is made from the HTML.'
          }
          insertables={insertables}
          faultyLines={faulty}
          show={show}
          onChange={(value) => onChange({ ...content, [part]: value })}
        />
        <ProblemList problems={problems} onGo={goTo} />
      </div>
      {(!narrow || side === 'preview') && (
        <PreviewPane preview={preview} contactId={contactId} onPick={onPick} />
      )}
    </div>
  )
}
