import { lazy, type Ref, Suspense } from 'react'
import type { Insertable } from './codeMirror'
import classes from './Editor.module.css'

const CodeMirrorBox = lazy(() =>
  import('./CodeMirrorBox').then((module) => ({ default: module.CodeMirrorBox })),
)

/** What others may do with an editor. */
export interface CodeHandle {
  /** Puts text in place of what is selected. */
  insert: (text: string) => void
}

export interface CodeEditorProps {
  label: string
  language: 'html' | 'text' | 'json'
  value: string
  placeholder: string
  onChange: (text: string) => void
  insertables: readonly Insertable[]
  faultyLines: readonly number[]
  /** A line, counted from 1, to show; each new object shows it again. */
  show?: { line: number } | undefined
  handle?: Ref<CodeHandle>
}

/** A field for code with line numbers, colours, names offered after {{, undo and search. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <div className={classes['code']}>
      <Suspense fallback={null}>
        <CodeMirrorBox {...props} />
      </Suspense>
    </div>
  )
}
