import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import type { CodeEditorProps } from './CodeEditor'
import { extensionsOf, setFaultyLines } from './codeMirror'

/** The editor itself: loaded when the first one is shown. */
export function CodeMirrorBox(props: CodeEditorProps) {
  const { value, language, label, placeholder, faultyLines, show, handle } = props
  const box = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<EditorView | null>(null)
  const first = useEffectEvent(() => value)
  const changed = useEffectEvent((text: string) => props.onChange(text))
  const insertables = useEffectEvent(() => props.insertables)

  useEffect(() => {
    if (box.current === null) return undefined
    const extensions = extensionsOf({
      label,
      language,
      placeholder,
      insertables: () => insertables(),
      onChange: (text) => changed(text),
    })
    const made = new EditorView({
      parent: box.current,
      state: EditorState.create({ doc: first(), extensions }),
    })
    setView(made)
    return () => made.destroy()
  }, [label, language, placeholder])

  useEffect(() => {
    if (view === null || view.state.doc.toString() === value) return
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } })
  }, [view, value])

  useEffect(() => {
    view?.dispatch({ effects: setFaultyLines.of(faultyLines) })
  }, [view, faultyLines])

  useEffect(() => {
    if (view === null || show === undefined) return
    const { from } = view.state.doc.line(Math.min(Math.max(show.line, 1), view.state.doc.lines))
    view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    view.focus()
  }, [view, show])

  useImperativeHandle(handle, () => ({
    insert: (text) => {
      if (view === null) return
      view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true })
      view.focus()
    },
  }))

  return <div ref={box} style={{ height: '100%' }} />
}
