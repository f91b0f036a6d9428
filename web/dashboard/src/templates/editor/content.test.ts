import { describe, expect, it } from 'vitest'
import { faultOf, faultyLines, inFrame, placeOf, readContent } from './content'

const problem = (path: string | null, line: number | null, sentence = 'x') => ({
  path,
  line,
  sentence,
  blocking: true,
})

describe('problems of a message', () => {
  it('say where they are', () => {
    expect(placeOf(problem('html', 12))).toBe('HTML, line 12')
    expect(placeOf(problem('subject', 1))).toBe('Subject')
    expect(placeOf(problem('text', null))).toBe('Text')
    expect(placeOf(problem(null, null))).toBe('Message')
  })
  it('are found by their part', () => {
    const all = [
      problem('html', 3),
      problem('text', 4),
      problem('html', null),
      problem('subject', null, 'Empty.'),
    ]
    expect(faultyLines(all, 'html')).toEqual([3])
    expect(faultOf(all, 'subject')).toBe('Empty.')
    expect(faultOf(all, 'preheader')).toBeUndefined()
  })
})

describe('a message in a sandboxed frame', () => {
  it('sends its links to a new window, without leaving standards mode', () => {
    expect(inFrame('<!doctype html><html><head lang="en"><title>x</title></head></html>')).toBe(
      '<!doctype html><html><head lang="en"><base target="_blank"><title>x</title></head></html>',
    )
    expect(inFrame('<!DOCTYPE html>\n<p>Hello</p>')).toBe(
      '<!DOCTYPE html><base target="_blank">\n<p>Hello</p>',
    )
    expect(inFrame('<p>Hello</p>')).toBe('<base target="_blank"><p>Hello</p>')
  })
})

describe('content kept in the browser', () => {
  it('is used only when it is whole', () => {
    const whole = { subject: 's', preheader: '', html: '<p>', text: '', more: 1 }
    expect(readContent(whole)).toEqual({ subject: 's', preheader: '', html: '<p>', text: '' })
    expect(readContent({ subject: 's' })).toBeNull()
    expect(readContent(null)).toBeNull()
  })
})
