import { type Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export type Question = {
  method: 'POST' | 'GET' | 'DELETE'
  url: URL
  headers: Record<string, string>
  body?: string | undefined
  signal?: AbortSignal | undefined
}

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

/** Trino answers within a second, if only to say that there is nothing yet. */
const SILENCE_MS = 60_000
/** Rows of one answer: Trino sends some MiB; one row alone may be larger. */
const MOST_BYTES = 256 * 1024 * 1024

/**
 * One request over HTTP or HTTPS. Nothing is repeated, and no redirection is followed: headers hold credentials.
 *
 * @throws the error of the network, of a server that stays silent for a minute or of an answer above 256 MiB; what
 *   `signal` was aborted with
 */
export async function exchange(agent: HttpAgent | HttpsAgent, question: Question): Promise<Answer> {
  const { url, method, headers, body, signal } = question
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const sent = request(url, { method, headers, agent, timeout: SILENCE_MS, ...(signal && { signal }) })
      sent.on('error', reject)
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${SILENCE_MS / 1000} s`)))
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('error', reject)
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          bytes += chunk.length
          if (bytes > MOST_BYTES) sent.destroy(new Error(`an answer of more than ${MOST_BYTES} bytes`))
        })
        response.on('end', () => {
          const { statusCode = 0, headers } = response
          resolve({ status: statusCode, headers, body: Buffer.concat(chunks).toString() })
        })
      })
      sent.end(body)
    })
  } catch (cause) {
    signal?.throwIfAborted()
    throw cause
  }
}
