/**
 * What two right servers may say differently, and what is therefore not compared. Everything else that an answer
 * says is: a header or an element that is not named here and that only one server sends is a difference.
 *
 * A place is `header <name>`, or the path of an element as reading.ts writes it, without positions. Of those marked
 * `text` only the text is ignored: that both answers have it, or neither, is compared.
 */
export const IGNORED: readonly { ignored: 'text' | 'all'; places: RegExp; why: string }[] = [
  {
    ignored: 'text',
    places: /^header last-modified$|\/LastModified$/,
    why: 'each server got the object at its own time',
  },
  { ignored: 'text', places: /\/Owner\/ID$/, why: 'each server names its users in its own way' },
  {
    ignored: 'text',
    places: /\/(Next)?ContinuationToken$/,
    why: 'the own affair of the server that gave it',
  },
  {
    ignored: 'text',
    places: /^header x-amz-(copy-source-)?version-id$|\/(VersionId|(Next)?VersionIdMarker)$/,
    why: 'each server makes its own version ids',
  },
  {
    ignored: 'all',
    places: /^Error\/(?!Code$)/,
    why: 'what a client acts on is the code; the rest is for people, and each server tells more or less of it',
  },
  { ignored: 'all', places: /^header date$/, why: 'each server has its own clock' },
  {
    ignored: 'all',
    places: /^header x-amz-(request-id|id-2)$/,
    why: 'names one request',
  },
  { ignored: 'all', places: /^header server$/, why: 'the stand-in says that it is none of the others' },
  {
    ignored: 'all',
    places: /^header (connection|keep-alive|transfer-encoding)$/,
    why: 'of the connection, not of S3',
  },
  {
    ignored: 'all',
    places: /^header x-rgw-|^List(Bucket|Versions)Result\/(Contents|Version|DeleteMarker)\/Type$/,
    why: "Ceph's own additions; no S3 client looks for them",
  },
  { ignored: 'all', places: /\/Owner\/DisplayName$/, why: 'AWS gives none any more since November 2025' },
]
