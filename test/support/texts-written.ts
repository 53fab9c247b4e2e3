import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readPdf } from '../../src/attest/verify/read-pdf.ts'
import { readTables } from '../../src/render/read-table.ts'
import { RunStore } from '../../src/store/run-store.ts'
import { readEml } from './eml.ts'

/** A file that was written: its path, its permissions, and all that a person or a program can read in it. */
export type WrittenFile = { path: string; mode: number; text: string }

/** @returns every file below a folder: its bytes, and what they mean where they are packed or encoded */
export async function filesBelow(folder: string): Promise<WrittenFile[]> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile())
  const files: WrittenFile[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const bytes = readFileSync(path)
    const text = `${bytes.toString('latin1')}\n${bytes.toString('utf8')}\n${await unpacked(path, bytes)}`
    files.push({ path, mode: statSync(path).mode & 0o777, text })
  }
  return files
}

/** @returns the folders below a folder, and itself, with their permissions */
export function foldersBelow(folder: string): { path: string; mode: number }[] {
  const below = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isDirectory())
  return [folder, ...below.map(({ parentPath, name }) => join(parentPath, name))].map((path) => ({
    path,
    mode: statSync(path).mode & 0o777,
  }))
}

async function unpacked(path: string, bytes: Buffer): Promise<string> {
  switch (extname(path)) {
    case '.duckdb':
      return await rowsOfStore(path)
    case '.parquet':
      return await rowsOfParquet(path)
    case '.xlsx':
      return JSON.stringify(await readTables(path))
    case '.pdf':
      return (await readPdf(bytes))?.pages.map(({ text }) => text).join('\n') ?? ''
    case '.eml': {
      const { headers, text, attachment } = readEml(bytes)
      return `${JSON.stringify(headers)}\n${text}\n${attachment.content.toString()}`
    }
    default:
      return ''
  }
}

async function rowsOfStore(path: string): Promise<string> {
  const store = await RunStore.open(path, { timeZone: 'UTC', readOnly: true })
  try {
    const tables = await store.rows<{ name: string }>('select table_name as name from duckdb_tables()')
    const texts: string[] = []
    for (const { name } of tables) {
      const rows = await store.rows<{ row: string }>(`select to_json(t)::varchar as row from ${name} as t`)
      texts.push(name, ...rows.map(({ row }) => row))
    }
    return texts.join('\n')
  } finally {
    await store.close()
  }
}

async function rowsOfParquet(path: string): Promise<string> {
  const store = await RunStore.open(':memory:', { timeZone: 'UTC' })
  try {
    const rows = await store.rows<{ row: string }>(
      'select to_json(t)::varchar as row from read_parquet($path) as t',
      { path },
    )
    return rows.map(({ row }) => row).join('\n')
  } finally {
    await store.close()
  }
}
