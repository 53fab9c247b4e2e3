import { bucketOf, type Config, recoveryName, type S3StoreConfig } from './schema.ts'

/** Where a store is, for a person who wants to reach it with tools of their own. Never a credential. */
export type Place = { role: 'primary' | 'recovery'; name: string } & (
  | {
      type: 's3'
      bucket: string
      /** What stands before a key of the primary store. */
      key_prefix: string
      endpoint: string | null
      region: string
      profile: string | null
      /** The same number: the same credentials. */
      credentials: number
    }
  | { type: 'filesystem'; root: string }
)

/** @returns every configured store that copies are made from or to: the primary ones by the name of their bucket */
export function placesOf({ primary, recovery }: Config['storage']): Place[] {
  const identities: string[] = []
  const credentialsOf = ({ profile, access_key_id }: S3StoreConfig) => {
    const identity = access_key_id === undefined ? `profile ${profile ?? ''}` : `key ${access_key_id}`
    if (!identities.includes(identity)) identities.push(identity)
    return identities.indexOf(identity)
  }
  const inS3 = (store: S3StoreConfig) => ({
    type: 's3' as const,
    bucket: store.bucket,
    key_prefix: 'key_prefix' in store ? store.key_prefix : '',
    endpoint: store.endpoint === undefined ? null : withoutCredentials(store.endpoint),
    region: store.region,
    profile: store.profile ?? null,
    credentials: credentialsOf(store),
  })
  return [
    ...primary.map((store): Place => {
      const named = { role: 'primary' as const, name: bucketOf(store) }
      return store.type === 's3'
        ? { ...named, ...inS3(store) }
        : { ...named, type: 'filesystem', root: store.root }
    }),
    ...recovery.map((store): Place => {
      const named = { role: 'recovery' as const, name: recoveryName(store) }
      return store.type === 's3'
        ? { ...named, ...inS3(store) }
        : { ...named, type: 'filesystem', root: store.root }
    }),
  ]
}

function withoutCredentials(endpoint: string): string {
  const url = new URL(endpoint)
  if (url.username === '' && url.password === '') return endpoint
  url.username = ''
  url.password = ''
  return url.href
}
