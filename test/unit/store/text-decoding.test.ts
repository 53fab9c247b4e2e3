import { expect, test } from 'vitest'
import { RunStore } from '../../../src/store/run-store.ts'

test.each(['\ufeff', '\ufeffshort', `\ufeff${'long'.repeat(10)}`, '\ufeff\ufeffa', 'a\ufeff'])(
  'the text %j comes back as it went in',
  async (text) => {
    const store = await RunStore.open(':memory:', { timeZone: 'UTC' })
    expect(await store.row('select $text::varchar as text', { text })).toEqual({ text })
    await store.close()
  },
)
