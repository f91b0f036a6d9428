import type { components } from '../../api'
import type { Insertable } from './codeMirror'

type Language = components['schemas']['TemplateLanguage']

/** Something to put where the cursor is. */
export interface Insertion {
  text: string
  description: string
}

/** What can be inserted, under the headings of the menu, in the server's order. */
export function insertionGroups(
  language: Language | undefined,
): { label: string; insertions: Insertion[] }[] {
  if (language === undefined) return []
  const groups = new Map<string, Insertion[]>()
  const add = (label: string, insertion: Insertion): void => {
    const group = groups.get(label)
    if (group) group.push(insertion)
    else groups.set(label, [insertion])
  }
  for (const { name, group, description } of language.variables)
    add(group, { text: `{{${name}}}`, description })
  for (const feed of language.feeds)
    for (const { name, description } of feed.available ? feed.fields : [])
      add(`Product, inside “${feed.title}”`, { text: `{{${name}}}`, description })
  for (const { example, description } of language.helpers)
    add('Ways to write it', { text: example, description })
  return [...groups].map(([label, insertions]) => ({ label, insertions }))
}

/** The names offered after {{ while typing. */
export function completions(language: Language | undefined): Insertable[] {
  if (language === undefined) return []
  const fields = language.feeds.flatMap((feed) => (feed.available ? feed.fields : []))
  const all = [...language.variables, ...fields]
  const seen = new Set<string>()
  return all.flatMap(({ name, description }) => {
    if (seen.has(name)) return []
    seen.add(name)
    return [{ name, title: description }]
  })
}
