import type { TypeSignature } from './cell.ts'

/** What Trino says of the course of a statement; times in milliseconds. */
export type StatementStats = {
  queryId: string
  /** QUEUED, PLANNING, RUNNING, FINISHING, FINISHED, FAILED… */
  state: string
  completedSplits: number
  totalSplits: number
  processedRows: number
  processedBytes: number
  physicalInputBytes: number
  peakMemoryBytes: number
  spilledBytes: number
  cpuTimeMillis: number
  elapsedTimeMillis: number
}

export type TrinoError = { message: string; errorCode: number; errorName: string; errorType: string }

/** An answer of `/v1/statement`: https://trino.io/docs/current/develop/client-protocol.html */
export type StatementResult = {
  id: string
  nextUri?: string
  columns?: { name: string; type: string; typeSignature: TypeSignature }[]
  data?: unknown[][]
  stats: Omit<StatementStats, 'queryId'>
  error?: TrinoError
}

/** @returns undefined when a text is no answer of Trino */
export function readResult(body: string): StatementResult | undefined {
  try {
    const result = JSON.parse(body) as Partial<StatementResult> | null
    const whole = typeof result?.id === 'string' && typeof result.stats === 'object' && result.stats !== null
    return whole ? (result as StatementResult) : undefined
  } catch {
    return undefined
  }
}

/**
 * Reads the rows again, with numbers that JavaScript would round as a bigint. It takes many times as long, so only an
 * answer that holds such a number is read so.
 */
export function readExactly(body: string): StatementResult {
  return JSON.parse(body, exact as Reviver) as StatementResult
}

/** The third parameter is newer than the types: https://tc39.es/proposal-json-parse-with-source */
type Reviver = (key: string, value: unknown) => unknown

function exact(_key: string, value: unknown, { source }: { source?: string }): unknown {
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '')
    ? BigInt(source ?? '')
    : value
}
