import type { LineFormat } from './line-format.ts'

/** Lines for machines, each a JSON object; docs/logs.md describes their fields. */
export const jsonFormat: LineFormat = {
  stage: (stage) => jsonLine('stage', { stage }),
  progress({ stage, step, count, seconds }) {
    return jsonLine('progress', {
      stage,
      step: step ?? null,
      done: count?.done ?? null,
      total: count?.total ?? null,
      estimated: count?.estimated ?? false,
      unit: count?.unit ?? null,
      rate: rounded(count?.rate, 1),
      eta_seconds: rounded(count?.secondsLeft, 0),
      seconds: rounded(seconds, 1),
    })
  },
  finished: ({ stage, seconds }, figures) =>
    jsonLine('finished', { stage, figures, seconds: rounded(seconds, 3) }),
  warning: (message, stage) => jsonLine('warning', { stage: stage ?? null, message }),
}

/** @returns one line of the log; the time is ISO, in UTC */
export function jsonLine(event: string, fields: object): string {
  return JSON.stringify({ time: new Date().toISOString(), event, ...fields })
}

function rounded(value: number | undefined, digits: number): number | null {
  return value === undefined ? null : Number(value.toFixed(digits))
}
