import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load.ts'
import { stageListingFile } from '../../src/inventory/sources/listing-file.ts'
import { findColumns } from '../../src/storage/inventory/table-columns.ts'
import { UnreadableListing } from '../../src/storage/listing/listed-text.ts'
import { scanListing } from '../../src/storage/listing/scan.ts'
import { Staged } from '../unit/inventory/sources/staged.ts'

/** What the fuzz targets found, one test each: with the seed's document made small. */

test('the SDK reads &#x1F600; as U+F600: a listing that would be left to it with such a key is refused', () => {
  const listing = (space: string, key: string) =>
    Buffer.from(
      `<ListBucketResult>${space}<Contents><Key>${key}</Key><Size>1</Size></Contents></ListBucketResult>`,
    )
  expect(scanListing(listing('\n', '&#x1F600;&#128512;'))?.page.keys).toEqual(['😀😀'])
  expect(scanListing(listing('\r\n', '&#xF600;&#233;'))).toBeUndefined()
  for (const key of ['&#x1F600;', '&#x00010000;', '&#65536;'])
    expect(() => scanListing(listing('\r\n', key))).toThrow(UnreadableListing)
})

test('a mistake in the configuration that is a long text is shown by its beginning', () => {
  const read = () => parseConfig(`output: { locale: ${'x'.repeat(100_000)} }`, 'constat.yaml', {})
  expect(read).toThrow(/output\.locale \(line 1\): found "x{78}…, expected one of: fr, en/)
})

test.each(['? ', '- ', '[', '{a: '])(
  'blocks of the configuration that are nested in thousands (%j) are refused',
  (opening) => {
    const read = () => parseConfig(opening.repeat(5000), 'constat.yaml', {})
    expect(read).toThrow(/constat\.yaml has (one|\d+) mistake/)
  },
)

test('a variable of the environment that stands in a key is not put in: a message names the key', () => {
  const read = () => parseConfig(`$\{SECRET}: 1`, 'constat.yaml', { SECRET: 'kanarienvogel' })
  expect(read).toThrow(`$\{SECRET} (line 1): found an unknown key`)
})

test('what the YAML parser says of a long tag is shown by its beginning', () => {
  expect(() => parseConfig(`!!${'x'.repeat(100_000)} y`, 'constat.yaml', {})).toThrow(
    /^.{10,340}\n.{10,340}$/,
  )
})

test('of many mistakes in the configuration the first are told, and how many more there are', () => {
  const keys = Array.from({ length: 1000 }, (_, i) => `key${i}: 1`).join('\n')
  expect(() => parseConfig(keys, 'constat.yaml', {})).toThrow(
    /^constat\.yaml has 1\d{3} mistakes:\n( {2}- .*\n){50} {2}and 9\d\d more$/,
  )
})

test('a column of a listing file whose name holds a NUL, where the engine ends it, is refused', () => {
  expect(() => findColumns(['\0key', 'size'], {}, 'list.csv')).toThrow(
    'list.csv has a column whose name holds a control character; its columns are "\\u0000key", "size"',
  )
})

test.each([
  ['list.csv', Buffer.from(`"${'x'.repeat(30_000)}`)],
  ['list.csv.gz', Buffer.concat([gzipSync('key,size\na,1\n'), gzipSync('key,size\na,1\n').subarray(8)])],
])(
  '%s that ends in the middle of a row, or goes on behind its end, is refused in few words',
  async (name, content) => {
    const staged = await Staged.open()
    const path = staged.path(name)
    writeFileSync(path, content)
    const source = {
      type: 'file',
      path,
      columns: {},
      key_prefix: '',
      taken_at: '2023-07-01T00:00:00Z',
      max_age_hours: 1,
    } as const
    const refused = stageListingFile(staged.run, staged.store, source, 'marches')
    await expect(refused).rejects.toThrow(/^.{20,500}$/)
    await expect(refused).rejects.toMatchObject({ exitCode: 2 })
    expect(await staged.take()).toEqual([])
    await staged.run.store.close()
  },
)
