import { createServer, request } from 'node:http'

/**
 * A way to Beckon on which the first answers get lost: Beckon has taken what was sent, and the library hears of a failure and sends it again.
 * @param {string} to where Beckon is
 * @param {number} losses how many answers get lost
 */
export async function lossy(to, losses) {
  const seen = { requests: 0, lost: 0 }
  const server = createServer((incoming, outgoing) => {
    seen.requests++
    const onward = request(new URL(incoming.url, to), { method: incoming.method, headers: { ...incoming.headers, host: new URL(to).host } }, (answer) => {
      if (seen.lost >= losses) {
        outgoing.writeHead(answer.statusCode, answer.headers)
        answer.pipe(outgoing)
        return
      }
      seen.lost++
      answer.resume()
      answer.on('end', () => outgoing.writeHead(503).end())
    })
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, seen, close: () => server.close() }
}
