import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { terminalLine } from '../../../../jobs/progress/terminal-line.ts'
import type { View } from '../../../../jobs/progress/work.ts'

const drawBar = (fraction: number, cells: number) => '='.repeat(Math.round(fraction * cells)).padEnd(cells)

const count = {
  done: 1_234_567,
  total: 2_600_000,
  estimated: true,
  unit: 'objects',
  rate: 86_012,
  secondsLeft: 15.9,
}
const counting: View = { stage: 'inventory', seconds: 21, step: undefined, count }
const withoutTotal: View = {
  ...counting,
  count: { ...count, total: undefined, estimated: false, secondsLeft: undefined },
}
const model: View = { stage: 'expectations', seconds: 125.3, step: 'consultation-buyer', count: undefined }
const silent: View = { ...model, step: undefined }

test.each([
  [
    counting,
    120,
    '  inventory    [===========             ]  47 %  1,234,567 of ≈2,600,000 objects  86,012/s  16 s left',
  ],
  [counting, 80, '  inventory    [=====     ]  47 %  1,234,567 of ≈2,600,000  86,012/s  16 s left'],
  [counting, 70, '  inventory    [=====     ]  47 %  1,234,567 of ≈2,600,000  16 s left'],
  [counting, 60, '  inventory    [===========             ]  47 %  16 s left'],
  [counting, 40, '  inventory     47 %  16 s left'],
  [counting, 20, '  inventory     47'],
  [withoutTotal, 80, '  inventory    -  1,234,567 objects  86,012/s  21 s'],
  [withoutTotal, 40, '  inventory    -  1,234,567  21 s'],
  [model, 80, '  expectations \\ consultation-buyer  2 min 05 s'],
  [model, 40, '  expectations \\ 2 min 05 s'],
  [silent, 80, '  expectations \\ 2 min 05 s'],
])('%o on %d columns', (view, width, expected) => {
  expect(terminalLine(view, width, drawBar).trimEnd()).toBe(expected)
})

test('no line is as wide as the terminal, whatever it holds', () => {
  const wide: View = { ...model, step: '資料庫\x1b[2J\u009b'.repeat(5) }
  for (const view of [counting, withoutTotal, model, silent, wide])
    for (let width = 1; width <= 130; width++) {
      const line = terminalLine(view, width, drawBar)
      expect(stringWidth(line)).toBeLessThan(Math.max(width, 1))
      expect(line).not.toMatch(/\p{Cc}/u)
    }
})
