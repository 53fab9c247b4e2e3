/**
 * The endpoint of the generated estates as a process that writes down, a JSON line each, what it is asked for, and
 * answers a share of the HEADs "503 SlowDown", drawn from a seed. Arguments: the file, the share. Prints its address,
 * and ends when its standard input does.
 */
import { openSync, writeSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { scatter } from '../../fixtures/bench/estate/rule.ts'
import { serveEstates } from '../../fixtures/bench/server/serve.ts'
import { serveWhileWanted } from '../../fixtures/bench/server/serve-while-wanted.ts'
import { decodeToken } from '../../fixtures/s3/continuation-token.ts'
import { parameter, parseMessage } from '../../fixtures/s3/s3-request.ts'
import type { RecordedRequest } from './recorded.ts'

const [path = '', share = '0'] = process.argv.slice(2)
const record = openSync(path, 'a')
const serve = serveEstates()
let heads = 0

await serveWhileWanted((message, response) => {
  const refused = message.method === 'HEAD' && scatter(heads++, 30) / 2 ** 32 < Number(share)
  writeSync(record, `${JSON.stringify(described(message, refused))}\n`)
  if (refused) response.writeHead(503, { 'x-amz-request-id': '0' }).end()
  else serve(message, response)
})

function described(message: IncomingMessage, refused: boolean): RecordedRequest {
  const request = parseMessage(message)
  const { method, bucket, key } = request
  const token = parameter(request, 'continuation-token')
  const after = token === undefined ? (parameter(request, 'start-after') ?? '') : decodeToken(token)
  const isRange = key === '' && parameter(request, 'max-keys') === undefined
  return { at: Date.now(), method, bucket, key, after: isRange ? after : null, refused }
}
