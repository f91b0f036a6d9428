import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  type CompletionContext,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { html } from '@codemirror/lang-html'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  MatchDecorator,
  placeholder,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** A name that can stand between {{ and }}. */
export interface Insertable {
  name: string
  title: string
}

export interface CodeOptions {
  label: string
  language: 'html' | 'text' | 'json'
  placeholder: string
  insertables: () => readonly Insertable[]
  onChange: (text: string) => void
}

const colours = HighlightStyle.define([
  { tag: tags.tagName, color: 'var(--bk-note)' },
  { tag: tags.attributeName, color: 'var(--bk-warn)' },
  { tag: tags.attributeValue, color: 'var(--bk-good)' },
  { tag: tags.propertyName, color: 'var(--bk-text)', fontWeight: '500' },
  { tag: tags.string, color: 'var(--bk-good)' },
  { tag: tags.number, color: 'var(--bk-note)' },
  { tag: [tags.bool, tags.null], color: 'var(--bk-warn)' },
  { tag: [tags.comment, tags.angleBracket, tags.meta], color: 'var(--bk-muted)' },
])

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', color: 'var(--bk-text)', backgroundColor: 'var(--bk-raised)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--bk-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--bk-text)' },
  '.cm-gutters': {
    color: 'var(--bk-muted)',
    backgroundColor: 'var(--bk-sunken)',
    borderRight: '1px solid var(--bk-line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--bk-hover)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--bk-note) 24%, transparent) !important',
  },
  '.cm-faulty': { backgroundColor: 'var(--bk-bad-soft)', boxShadow: 'inset 3px 0 0 var(--bk-bad)' },
  '.cm-mustache': { color: 'var(--bk-accent-text)', fontWeight: '600' },
  '.cm-placeholder': { color: 'var(--bk-muted)' },
  '.cm-panels': { color: 'var(--bk-text)', backgroundColor: 'var(--bk-sunken)' },
  '.cm-tooltip': {
    color: 'var(--bk-text)',
    backgroundColor: 'var(--bk-raised)',
    border: '1px solid var(--bk-line-strong)',
    borderRadius: '6px',
  },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--bk-text)',
    backgroundColor: 'var(--bk-hover)',
  },
})

const mustaches = new MatchDecorator({
  regexp: /\{\{\{?[^{}]*\}?\}\}/g,
  decoration: Decoration.mark({ class: 'cm-mustache' }),
})

const mustacheMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = mustaches.createDeco(view)
    }
    update(update: ViewUpdate): void {
      this.decorations = mustaches.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

/** Marks the lines (from 1) that have something the author should know. */
export const setFaultyLines = StateEffect.define<readonly number[]>()

const faultyLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((each) => each.is(setFaultyLines))
    if (!effect?.is(setFaultyLines)) return marks.map(transaction.changes)
    const builder = new RangeSetBuilder<Decoration>()
    const { doc } = transaction.state
    for (const line of [...new Set(effect.value)].sort((a, b) => a - b)) {
      if (line < 1 || line > doc.lines) continue
      const { from } = doc.line(line)
      builder.add(from, from, Decoration.line({ class: 'cm-faulty' }))
    }
    return builder.finish()
  },
  provide: (field) => EditorView.decorations.from(field),
})

const completion = (insertables: CodeOptions['insertables']) => (context: CompletionContext) => {
  const before = context.matchBefore(/\{\{[#/]?\s*[\w.]*/)
  if (before === null) return null
  const name = /[\w.]*$/.exec(before.text)?.[0] ?? ''
  return {
    from: before.to - name.length,
    options: insertables().map((each) => ({ label: each.name, detail: each.title, type: 'variable' })),
    validFor: /^[\w.]*$/,
  }
}

/** Everything that makes a CodeMirror of ours. Tab stays the browser's, so that the keyboard can leave. */
export function extensionsOf(options: CodeOptions): Extension[] {
  return [
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    closeBrackets(),
    highlightSelectionMatches(),
    autocompletion({ override: [completion(options.insertables)] }),
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...historyKeymap,
      ...searchKeymap,
      ...defaultKeymap,
    ]),
    options.language === 'html' ? html() : options.language === 'json' ? json() : [],
    syntaxHighlighting(colours),
    options.language === 'json' ? [] : mustacheMarks,
    faultyLines,
    look,
    placeholder(options.placeholder),
    EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false', tabindex: '0' }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange(update.state.doc.toString())
    }),
  ]
}
