import { expect, test } from 'vitest'
import { RunStore } from '../../../src/store/run-store.ts'

test.each([
  '\ufeffwith a byte order mark, longer than what is kept inline',
  '\ufeff',
  'a\ufeff',
  'a\0b',
  '\u{10ffff}\uffff\ud7ff\ue000',
  'e\u0301 é',
  ' ',
  '',
])('a text comes back as it was written: %j', async (text) => {
  const store = await RunStore.open(':memory:', { timeZone: 'UTC' })
  await store.run('create table key (text varchar)')
  await store.transaction(async (writer) => {
    const rows = await writer.append('key')
    rows.write([[text]])
    rows.close()
  })
  expect(await store.rows('select text, text = $text as same from key', { text })).toEqual([
    { text, same: true },
  ])
  for await (const batch of store.stream('select [text] as texts from key'))
    expect(batch).toEqual([{ texts: [text] }])
  await store.close()
})
