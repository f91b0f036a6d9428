// Makes the module for npm and the script for pages. One file each, without dependencies.
import { rm } from 'node:fs/promises'
import { build } from 'esbuild'

await rm('dist', { recursive: true, force: true })
const shared = { bundle: true, minify: true, target: 'es2020', legalComments: 'none', logLevel: 'warning' }
await build({ ...shared, entryPoints: ['src/index.ts'], format: 'esm', outfile: 'dist/index.js' })
await build({ ...shared, entryPoints: ['src/loader.ts'], format: 'iife', outfile: 'dist/beckon.js' })
