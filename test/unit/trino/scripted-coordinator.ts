import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: string }
type Reply = (response: ServerResponse, base: string) => void

/** A server that gives the answers of a list, one after the other, and notes what it was asked. */
export async function startScripted(replies: Reply[]) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body })
    if (request.method === 'DELETE') return void response.writeHead(204).end()
    const reply = replies.shift()
    if (reply === undefined) return void response.writeHead(418).end()
    reply(response, `http://${request.headers.host}`)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    asked,
    [Symbol.dispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const STATS = { state: 'RUNNING', completedSplits: 1, totalSplits: 2, processedRows: 3 }
let step = 0

/** @param more members of the answer, as the text of JSON */
export function page(more: string, last = false): Reply {
  return (response, base) => {
    const next = last ? '' : `"nextUri":"${base}/v1/statement/executing/q1/${++step}",`
    response.end(`{"id":"q1",${next}${more}"stats":${JSON.stringify(STATS)}}`)
  }
}

export const lastPage = (more: string) => page(more, true)

export const status = (code: number, headers: Record<string, string> = {}): Reply => {
  return (response) => void response.writeHead(code, headers).end('<html>busy</html>')
}

export const reset: Reply = (response) => void response.destroy()

/** @param columns name and type, as `id bigint` */
export function data(columns: string[], rows: string): string {
  const told = columns.map((column) => {
    const [name = '', ...type] = column.split(' ')
    return { name, type: type.join(' '), typeSignature: { rawType: type.join(' '), arguments: [] } }
  })
  return `"columns":${JSON.stringify(told)},"data":${rows},`
}
