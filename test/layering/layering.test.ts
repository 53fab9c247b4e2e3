import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** A copy of the sources, in which a test may plant what it likes. */
function copyOfTheSources(): string {
  const copy = mkdtempSync(join(tmpdir(), 'constat-layers-'))
  for (const part of [
    'jobs',
    'reports',
    'src',
    'fixtures',
    'package.json',
    'tsconfig.json',
    '.dependency-cruiser.mjs',
  ])
    cpSync(part, join(copy, part), { recursive: true })
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))
  return copy
}

function checkLayers(folder: string) {
  const { status, stdout } = spawnSync(process.execPath, [resolve('test/layering/check-layers.ts')], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, stdout }
}

test('the sources keep to the layers', () => {
  expect(checkLayers('.')).toMatchObject({ status: 0, stdout: expect.stringContaining('0 violations') })
})

test.each([
  ['src/config/planted.ts', `export { stageMatch } from '../match/stage.ts'`, 'one-way-config'],
  ['src/probe/planted.ts', `export { stageAnalysis } from '../analysis/stage.ts'`, 'one-way-probe'],
  ['src/preflight/planted.ts', `export { draft } from '../draft/draft.ts'`, 'one-way-preflight'],
  ['src/analysis/planted.ts', `export { comparePair } from '../compare/compare-pair.ts'`, 'one-way-analysis'],
  ['src/match/planted.ts', `export { Pool } from 'pg'`, 'only-marketplace-has-the-database'],
  ['src/trino/planted.ts', `export { RunStore } from '../store/run-store.ts'`, 'services-stand-apart'],
  ['src/attest/planted.ts', `export { default } from 'pdfkit'`, 'only-render-writes-pdf'],
  ['reports/planted.ts', `export { issueCertificates } from '../src/attest/issue.ts'`, 'one-way-reports'],
  ['reports/planted.ts', `export { S3Client } from '@aws-sdk/client-s3'`, 'only-storage-has-the-sdk'],
  ['src/analysis/planted.ts', `export { DuckDBInstance } from '@duckdb/node-api'`, 'only-store-has-duckdb'],
  ['src/run/planted.ts', `export { Bucket } from '../../fixtures/s3/bucket.ts'`, 'library-without-fixtures'],
])('a violation planted in %s is found', (file, source, rule) => {
  const copy = copyOfTheSources()
  writeFileSync(join(copy, file), `${source}\n`)
  expect(checkLayers(copy)).toMatchObject({ status: 1, stdout: expect.stringContaining(rule) })
})
