import type { Case } from '../ask.ts'

const bucket = (what: string, method: Case['method'], rest: Partial<Case> = {}): Case => ({
  what: `bucket: ${what}`,
  method,
  ...rest,
})

export const BUCKETS: Record<string, Case[]> = {
  buckets: [
    bucket('head', 'HEAD'),
    bucket('head one that is not there', 'HEAD', { bucket: 'absent' }),
    bucket('make one that is there', 'PUT', { bucket: 'scratch' }),
    bucket('post to an object', 'POST', { key: 'objets/dix.txt' }),
  ],
}
