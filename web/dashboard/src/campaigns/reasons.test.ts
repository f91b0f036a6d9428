import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isKnownReason, reasonWords } from './reasons'

const read = (path: string): string =>
  readFileSync(new URL(`../../../../src/Beckon/${path}`, import.meta.url), 'utf8')

const snakeCase = (name: string): string =>
  name.replace(/(?<=.)[A-Z]/g, (letter) => `_${letter}`).toLowerCase()

describe('the reasons that the server knows', () => {
  it('each have words here when nothing was sent', () => {
    const members = [...read('Delivery/SkipReason.cs').matchAll(/^ {4}([A-Z]\w+),$/gm)].map((match) =>
      snakeCase(match[1] ?? ''),
    )
    expect(members).toContain('not_subscribed')
    expect(members.filter((reason) => !isKnownReason(reason))).toEqual([])
  })
  it('each have words here when sending failed', () => {
    const source = read('Delivery/RetryRules.cs') + read('Delivery/Outcomes.cs')
    const written = [...source.matchAll(/Reason = "(\w+)"/g)].map((match) => match[1] ?? '')
    expect(written).toContain('no_answer')
    expect(written.filter((reason) => !isKnownReason(reason))).toEqual([])
  })
  it('each have words here when a run could not go on', () => {
    const written = [...read('Flows/FlowRunStore.cs').matchAll(/reason = '(\w+)'/g)].map(
      (match) => match[1] ?? '',
    )
    expect(written).toContain('cannot_go_on')
    expect(written.filter((reason) => !isKnownReason(reason))).toEqual([])
  })
  it('each have words here when it is uncertain whether something was sent', () => {
    const source = read('Delivery/OutboxStore.cs') + read('Delivery/ReconciliationStore.cs')
    const written = [...source.matchAll(/reason = '(\w+)'/g)].map((match) => match[1] ?? '')
    expect(written).toContain('interrupted')
    expect(written.filter((reason) => !isKnownReason(reason))).toEqual([])
  })
  it('are shown as they are named while they are new', () => {
    expect(reasonWords('moon_phase')).toEqual({ short: 'Moon phase', long: 'Moon phase.' })
  })
})
