import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reportsPage } from './reports-page.ts'

test('docs/reports.md is up to date (if it is not: npx vitest run test/docs -u)', async () => {
  await expect(reportsPage()).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/reports.md'))
})
