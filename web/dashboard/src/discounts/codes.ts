/** As many codes as the server takes at once. */
export const together = 10_000

/** The codes of a text or a file: one a line, or apart by commas, semicolons or tabs; each once. */
export const codesOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\r\n,;\t]+/)
      .map((code) => code.trim().replace(/^"(.*)"$/, '$1'))
      .filter((code) => code !== ''),
  ),
]

/** In parts that can be sent. */
export function inParts<T>(all: readonly T[], most: number): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < all.length; at += most) parts.push(all.slice(at, at + most))
  return parts
}
