import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const brotli = promisify(brotliCompress)

/** Lays a `.br` beside each built text file; the server sends it to browsers that take it. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  apply: 'build',
  async writeBundle({ dir = 'dist' }, bundle) {
    const texts = Object.values(bundle).filter(({ fileName }) => /\.(?:js|css|html)$/.test(fileName))
    await Promise.all(
      texts.map(async (file) => {
        const content = file.type === 'chunk' ? file.code : file.source
        await writeFile(join(dir, `${file.fileName}.br`), await brotli(content))
      }),
    )
  },
})

// `npm run dev` shows the dashboard of the server named by BECKON_SERVER, with the server's own cookies.
const server = process.env['BECKON_SERVER'] ?? 'http://localhost:5080'

export default defineConfig({
  plugins: [react(), precompressed()],
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/openapi.json': server, '/v1': server, '/v2': server },
  },
  build: {
    // Nothing is inlined as data: URLs, so that the Content-Security-Policy stays narrow.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
  },
})
