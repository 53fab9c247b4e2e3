import type { Ask, Case } from '../ask.ts'
import { TEN } from '../estate.ts'

/** One request of each kind that a client of constat sends. */
const QUESTIONS: [what: string, ask: Ask][] = [
  ['list', { method: 'GET', query: { 'list-type': '2', 'max-keys': '1' } }],
  ['list absent bucket', { method: 'GET', bucket: 'absent', query: { 'list-type': '2', 'max-keys': '1' } }],
  ['head bucket', { method: 'HEAD' }],
  ['head absent bucket', { method: 'HEAD', bucket: 'absent' }],
  ['head', { method: 'HEAD', key: TEN.key }],
  ['head absent key', { method: 'HEAD', key: 'nowhere' }],
  ['get', { method: 'GET', key: TEN.key }],
  ['get absent key', { method: 'GET', key: 'nowhere' }],
  ['put', { method: 'PUT', bucket: 'scratch', key: 'refused', body: Buffer.from('x') }],
  ['delete', { method: 'DELETE', bucket: 'scratch', key: 'refused' }],
]

const each = (who: string, rest: Partial<Ask>): Case[] =>
  QUESTIONS.map(([what, ask]) => ({ ...ask, ...rest, what: `${who}: ${what}` }))

export const ACCESS: Record<string, Case[]> = {
  'the owner': each('owner', {}),
  'a wrong secret': each('wrong secret', { as: 'wrong-secret' }),
  'an unknown access key': each('unknown access key', { as: 'unknown-key' }),
  nobody: each('nobody', { as: 'nobody' }),
  'a clock 20 minutes behind': each('clock behind', { minutesOff: -20 }),
  'a clock 20 minutes ahead': each('clock ahead', { minutesOff: 20 }),
  'a clock 10 minutes behind': each('clock nearly right', { minutesOff: -10 }),
  'another region': each('other region', { region: 'eu-west-3' }),
  'a parameter added after signing': each('parameter added', {
    tamper: (signed) => ({
      ...signed,
      target: `${signed.target}${signed.target.includes('?') ? '&' : '?'}x=1`,
    }),
  }),
  'a header changed after signing': each('header changed', {
    headers: { 'x-amz-meta-a': '1' },
    tamper: (signed) => ({ ...signed, headers: { ...signed.headers, 'x-amz-meta-a': '2' } }),
  }),
  'an authorization that is none': each('no authorization', {
    tamper: (signed) => ({
      ...signed,
      headers: { ...signed.headers, authorization: 'AWS4-HMAC-SHA256 nothing' },
    }),
  }),
}

/** What s3:GetObject alone allows; only where the server knows a second user. */
export const READER_ONLY: Record<string, Case[]> = {
  'a reader who may not list': each('reader', { as: 'reader' }),
}
