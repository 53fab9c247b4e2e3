import stringWidth from 'string-width'
import { printable } from '../printable.ts'
import { lineHead } from './plain-format.ts'
import { counted, duration, percentage, perSecond } from './quantity.ts'
import type { View } from './work.ts'

/** @param fraction from 0 to 1 */
export type DrawBar = (fraction: number, cells: number) => string

/** Cells that the widest bar takes without its brackets. */
export const BAR_CELLS = 24
/** A shorter bar shows nothing. */
const LEAST_BAR_CELLS = 8
const BRACKETS = '[] '.length
const SPINNER = ['-', '\\', '|', '/']

/**
 * The line that shows the stage in work on a terminal. It leaves out what does not fit, the least needed first, and
 * never fills the last cell, so that no terminal wraps it.
 *
 * @param width cells of the terminal
 * @param drawBar gives a bar that is full to a fraction, of so many cells
 */
export function terminalLine(view: View, width: number, drawBar: DrawBar): string {
  const room = Math.max(0, width - 1)
  const head = lineHead(view.stage)
  const lines = richestFirst(view).map((parts) => printable(parts.join('  ')))
  const left = (line: string) => room - stringWidth(head + line)
  const { done = 0, total } = view.count ?? {}
  const forBar = total === undefined ? 0 : LEAST_BAR_CELLS + BRACKETS
  const text =
    lines.find((line) => left(line) >= forBar) ?? lines.find((line) => left(line) >= 0) ?? lines.at(-1)
  const cells = Math.min(BAR_CELLS, left(text ?? '') - BRACKETS)
  const bar = total !== undefined && cells >= LEAST_BAR_CELLS ? `[${drawBar(done / total, cells)}] ` : ''
  return cut(`${head}${bar}${text}`, room)
}

/** What the line may say, from all of it to the least. */
function richestFirst({ step, count, seconds }: View): string[][] {
  const spinner = SPINNER[Math.floor(seconds * 4) % SPINNER.length] ?? ''
  const elapsed = duration(seconds)
  if (count === undefined) {
    const least = [`${spinner} ${elapsed}`]
    return step === undefined ? [least] : [[`${spinner} ${step}`, elapsed], least]
  }
  const { unit, secondsLeft } = count
  const percent = percentage(count)?.padStart(5) ?? spinner
  const time = secondsLeft === undefined ? elapsed : `${duration(secondsLeft)} left`
  const rate = count.rate === undefined ? [] : [perSecond(count.rate)]
  return [
    [percent, `${counted(count)} ${unit}`, ...rate, time],
    [percent, counted(count), ...rate, time],
    [percent, counted(count), time],
    [percent, time],
  ]
}

function cut(line: string, room: number): string {
  const characters = [...line]
  while (stringWidth(characters.join('')) > room) characters.pop()
  return characters.join('')
}
