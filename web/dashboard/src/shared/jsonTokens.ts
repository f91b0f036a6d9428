export interface JsonToken {
  kind: 'key' | 'string' | 'number' | 'word' | 'mark'
  text: string
}

const pattern =
  /("(?:\\.|[^"\\])*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)|([^"\dtfn-]+|.)/gs

/** Cuts indented JSON into what is coloured alike. Joining the texts gives the JSON again. */
export function jsonTokens(json: string): JsonToken[] {
  const tokens: JsonToken[] = []
  for (const [whole, quoted, colon, number, word] of json.matchAll(pattern)) {
    if (quoted !== undefined && colon !== undefined)
      tokens.push({ kind: 'key', text: quoted }, { kind: 'mark', text: colon })
    else if (quoted !== undefined) tokens.push({ kind: 'string', text: quoted })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else tokens.push({ kind: word === undefined ? 'mark' : 'word', text: whole })
  }
  return tokens
}
