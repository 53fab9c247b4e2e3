import { type FaultProxy, startFaultProxy } from '../../support/fault-proxy.ts'
import type { Estate, Fault } from '../estate.ts'
import { putAll } from './buckets.ts'
import type { Servers } from './servers.ts'

const ANSWERS = {
  absent: { status: 404, code: 'NoSuchKey' },
  forbidden: { status: 403, code: 'AccessDenied' },
  error: { status: 400, code: 'BadRequest' },
  archived: { status: 403, code: 'InvalidObjectState' },
}

/** `listing` is set when the inventory begins: preflight lists too, before the snapshot. */
export type Gateway = FaultProxy & { listing: boolean }

/**
 * What stands before the endpoint of an estate in which not everything answers as it should: refuses the listings
 * and objects that the estate says, and puts late objects there before the inventory lists anything.
 *
 * @returns undefined for an estate that needs none
 */
export async function openGateway(
  servers: Servers,
  estate: Estate,
  unique: (bucket: string) => string,
): Promise<Gateway | undefined> {
  const late = estate.primary.filter(({ answers, keys }) => answers && keys.some((key) => key.late))
  const refused = estate.primary.filter(({ unlisted }) => unlisted !== null)
  if (late.length + refused.length + estate.faults.length === 0) return undefined
  const proxy = Object.assign(await startFaultProxy(servers.endpoint), { listing: false })
  const faults = new Map<string, Fault['answer']>(
    estate.faults.map(({ method, bucket, key, answer }) => [`${method} ${unique(bucket)}/${key}`, answer]),
  )
  const unlisted = new Set(refused.map(({ bucket, unlisted }) => `${unique(bucket)} ${unlisted}`))
  let arrival: Promise<void> | undefined
  const arrive = async () => {
    await nextSecond()
    for (const { bucket, keys } of late)
      await putAll(
        servers.client,
        unique(bucket),
        keys.filter((key) => key.late),
      )
  }
  proxy.rule = async ({ method, url }) => {
    const { bucket, key, query } = parse(url)
    if (proxy.listing && query.has('list-type') && !query.has('max-keys')) {
      arrival ??= arrive()
      await arrival
      return unlisted.has(`${bucket} ${query.get('prefix')}`) ? refusal('forbidden') : 'pass'
    }
    const answer = key === '' ? undefined : faults.get(`${method} ${bucket}/${key}`)
    return answer === undefined ? 'pass' : refusal(answer)
  }
  return proxy
}

function parse(url: string) {
  const [path = '', query = ''] = url.split('?')
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(path)) ?? []
  return { bucket, key, query: new URLSearchParams(query) }
}

function refusal(answer: keyof typeof ANSWERS) {
  const { status, code } = ANSWERS[answer]
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
  }
}

/** S3 tells times in whole seconds: what comes after the snapshot must do so in another one. */
function nextSecond(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 1010 - (Date.now() % 1000)))
}
