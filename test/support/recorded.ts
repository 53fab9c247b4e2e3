import { readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startEndpoint } from '../../fixtures/bench/server/start.ts'

export type RecordedRequest = {
  /** Milliseconds since 1970. */
  at: number
  method: string
  bucket: string
  /** Empty for a listing. */
  key: string
  /** The key after which was listed; null for what lists no range. */
  after: string | null
  /** Was it answered 503? */
  refused: boolean
}

export type RecordingEndpoint = {
  endpoint: string
  /** What was asked for since the last call. Only while nothing is under way. */
  take(): RecordedRequest[]
  close(): Promise<void>
}

const MAIN = fileURLToPath(new URL('./recording-endpoint.ts', import.meta.url))

/** @param refused the share of the HEADs that are answered 503 */
export async function startRecordingEndpoint(path: string, refused = 0): Promise<RecordingEndpoint> {
  writeFileSync(path, '')
  const { endpoint, close } = await startEndpoint(MAIN, path, String(refused))
  return {
    endpoint,
    close,
    take() {
      const lines = readFileSync(path, 'utf8').split('\n')
      truncateSync(path) // the endpoint appends
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as RecordedRequest)
    },
  }
}
