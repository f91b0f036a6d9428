import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// `npm run dev` shows the dashboard of the server named by BECKON_SERVER, with the server's own cookies.
const server = process.env['BECKON_SERVER'] ?? 'http://localhost:5080'

export default defineConfig({
  plugins: [react()],
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
