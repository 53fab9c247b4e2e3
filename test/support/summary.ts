import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseString } from 'fast-csv'
import type { Summary } from '../../reports/summary/schema.ts'

/** @returns the `summary.json` of a run */
export function readSummaryFile(run: string): Summary {
  return JSON.parse(readFileSync(join(run, 'summary.json'), 'utf8')) as Summary
}

/** @returns the rows of a CSV file in the machine dialect, by column name */
export async function readCsv(path: string): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = []
  for await (const row of parseString(readFileSync(path, 'utf8'), { headers: true }))
    rows.push(row as Record<string, string>)
  return rows
}
