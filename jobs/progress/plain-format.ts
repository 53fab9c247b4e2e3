import type { LineFormat } from './line-format.ts'
import { counted, duration, percentage, perSecond } from './quantity.ts'
import type { View } from './work.ts'

/** Lines for people: files, mails of a scheduler, and what stays on a terminal. */
export const plainFormat: LineFormat = {
  stage: () => undefined,
  progress: (view) => `${lineHead(view.stage)}${standing(view)}…`,
  finished({ stage, seconds }, figures) {
    const found = Object.entries(figures).map(([name, value]) => `${name} ${value.toLocaleString('en')}`)
    const took = seconds < 60 ? `${seconds.toFixed(1)} s` : duration(seconds)
    return `${lineHead(stage)}${found.join(', ')} (${took})`
  },
  warning: (message) => `  warning: ${message}`,
}

/** Stages stand below each other, and so does what they say. */
export function lineHead(stage: string): string {
  return `  ${stage.padEnd(13)}`
}

function standing({ step, count, seconds }: View): string {
  if (count === undefined)
    return step === undefined ? duration(seconds) : `still at ${step}, ${duration(seconds)}`
  const { rate, secondsLeft, unit } = count
  return [
    `${counted(count)} ${unit}`,
    percentage(count),
    rate === undefined ? undefined : perSecond(rate),
    secondsLeft === undefined ? duration(seconds) : `${duration(secondsLeft)} left`,
  ]
    .filter((part) => part !== undefined)
    .join(', ')
}
