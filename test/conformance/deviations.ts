import type { Case } from './ask.ts'
import type { Difference } from './compare.ts'

/** One way in which Ceph's gateway is known not to do as AWS documents, and the stand-in does. */
export type Deviation = {
  name: string
  /** Is this difference in the answers to this request an instance of it? */
  explains: (difference: Difference, asked: Case) => boolean
  /** Of Ceph, in which it is seen. */
  versions: RegExp
  /** Why the stand-in stays as it is, with the source of the rule. */
  why: string
}

/** Both say what they say there, of the same shape each time. */
const says =
  (place: RegExp, standIn: RegExp, real: RegExp, cases = /./): Deviation['explains'] =>
  (found, asked) =>
    cases.test(asked.what) &&
    place.test(found.place) &&
    standIn.test(found.standIn ?? 'nothing') &&
    real.test(found.real ?? 'nothing')

export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'accept-ranges on every answer',
    // An object that is there has it on both.
    explains: says(/^header accept-ranges$/, /^nothing$/, /^bytes$/, /^(?!(get|head): (object \d|objets\/))/),
    versions: /./,
    why: 'a header of GetObject and HeadObject (API_GetObject.html, API_HeadObject.html)',
  },
  {
    name: 'x-amz-delete-marker: false on what is not there',
    explains: says(/^header x-amz-delete-marker$/, /^nothing$/, /^false$/),
    versions: /^20\./,
    why: '"if false, this response header does not appear" (API_GetObject.html)',
  },
  {
    name: 'CreateBucket does not tell the location',
    explains: says(/^header location$/, /^\/constat-/, /^nothing$/, /^make |^bucket: make /),
    versions: /./,
    why: 'the response has Location (API_CreateBucket.html)',
  },
  {
    name: 'HeadBucket tells neither region nor type, but a length of 0',
    explains: (found, asked) =>
      says(
        /^header (content-type|x-amz-bucket-region)$/,
        /./,
        /^nothing$/,
        /head bucket$|^bucket: head$/,
      )(found, asked) ||
      says(/^header content-length$/, /^nothing$/, /^0$/, /head bucket$|^bucket: head$/)(found, asked),
    versions: /./,
    why: 'x-amz-bucket-region is in the response, and its example has a type (API_HeadBucket.html)',
  },
  {
    name: 'the region of a signature is not checked',
    explains: says(/^status$/, /^400/, /^(20[04]|404)/, /^other region: /),
    versions: /./,
    why: 'AuthorizationHeaderMalformed, 400 (ErrorResponses.html); a wrong region in a configuration shows so',
  },
  {
    name: 'another code for an authorization header that is none',
    explains: says(
      /^Error\/Code$/,
      /^AuthorizationHeaderMalformed$/,
      /^InvalidArgument$/,
      /^no authorization: /,
    ),
    versions: /./,
    why: 'AuthorizationHeaderMalformed (ErrorResponses.html)',
  },
  {
    name: 'another code for a key that is too long',
    explains: says(/^Error\/Code$/, /^KeyTooLongError$/, /^InvalidObjectName$/),
    versions: /./,
    why: 'KeyTooLongError (ErrorResponses.html)',
  },
  {
    name: 'POST to an object is not refused as a method',
    explains: says(/^status$/, /^405/, /^400 InvalidArgument$/, /^bucket: post to an object$/),
    versions: /./,
    why: 'MethodNotAllowed, 405 (ErrorResponses.html)',
  },
  {
    name: 'a range of the last 0 bytes is satisfied',
    explains: says(/^status$/, /^416/, /^206$/, /: bytes=-0 of /),
    versions: /./,
    why: 'a suffix length of 0 is unsatisfiable (RFC 9110, 14.1.2, to which API_GetObject.html refers)',
  },
  {
    name: 'several ranges are read as one',
    explains: says(/^status$/, /^200$/, /^(206|416)/, /: bytes=0-1,3-4 of /),
    versions: /./,
    why: 'several ranges in one GET are not supported (API_GetObject.html): the whole object comes',
  },
  {
    name: 'a range that is none is not ignored',
    explains: says(
      /^(status|header content-range)$/,
      /^(200|nothing)$/,
      /^(206|416|bytes 0-)/,
      /: (bytes=(5-3|-|a-b)?|bytes 0-1|lines=1-2) of /,
    ),
    versions: /./,
    why: 'an invalid ranges-specifier or an unknown unit is ignored (RFC 9110, 14.2)',
  },
  {
    name: 'up to 5,000 keys in a page',
    explains: ({ place, standIn }, { what }) =>
      /^list: max-keys "(1001|5000|2147483647)"$/.test(what) &&
      (/^ListBucketResult\/(KeyCount|MaxKeys)$/.test(place) ||
        (/^ListBucketResult\/Contents\[\d{4}\]/.test(place) && standIn === undefined)),
    versions: /^20\./,
    why: '"returns some or all (up to 1,000) of the objects" (API_ListObjectsV2.html)',
  },
  {
    name: 'max-keys below 0 or above 2147483647 is not refused',
    explains: says(/^status$/, /^400 InvalidArgument$/, /^200$/, /^list: max-keys "(-1|2147483648)"$/),
    versions: /./,
    why: 'an integer between 0 and 2147483647: InvalidArgument (ErrorResponses.html)',
  },
  {
    name: 'any text is a continuation token',
    explains: says(
      /^status$/,
      /^400 InvalidArgument$/,
      /^200$/,
      /^list: (an empty token|a token that is none)$/,
    ),
    versions: /./,
    why: 'a token is obfuscated and no key (API_ListObjectsV2.html): a client that makes up its own must be found out',
  },
  {
    name: 'an encoding-type that is none is not refused',
    explains: says(/^status$/, /^400 InvalidArgument$/, /^200$/, /^list: encoding "(URL|xml)"$/),
    versions: /./,
    why: 'the one valid value is url (API_ListObjectsV2.html)',
  },
  {
    name: 'the prefix and start-after of the request are told unencoded',
    explains: ({ place, standIn, real }) =>
      /^ListBucketResult\/(Prefix|StartAfter)$/.test(place) &&
      real !== undefined &&
      standIn !== undefined &&
      standIn !== real &&
      decodeURIComponent(standIn.replaceAll('+', ' ')) === real,
    versions: /./,
    why: 'with encoding-type=url Delimiter, Prefix, Key and StartAfter are encoded (API_ListObjectsV2.html)',
  },
  {
    name: 'a delete marker asked for by its version id is not found',
    explains: says(/^status$/, /^405/, /^404/, /^versions: the delete marker/),
    versions: /./,
    why: '405 MethodNotAllowed with x-amz-delete-marker (DeleteMarker.html of the user guide)',
  },
  {
    name: 'the version id of the delete marker in the way is not told',
    explains: says(/^header x-amz-version-id$/, /./, /^nothing$/, /^versions: it is gone( by name)?$/),
    versions: /./,
    why: 'x-amz-version-id beside x-amz-delete-marker (DeleteMarker.html of the user guide)',
  },
  {
    name: 'another code for a version that is not there',
    explains: says(/^Error\/Code$|^status$/, /NoSuchVersion$/, /NoSuchKey$/, /^versions: /),
    versions: /./,
    why: 'NoSuchVersion (ErrorResponses.html)',
  },
  {
    name: 'version ids that answers have on AWS are not told',
    explains: says(
      /^header x-amz-(copy-source-)?version-id$/,
      /./,
      /^nothing$/,
      /^versions: (copy |(again )?while suspended$|delete one that is not there$)/,
    ),
    versions: /./,
    why: 'x-amz-version-id in the responses (API_CopyObject.html, API_PutObject.html, API_DeleteObject.html)',
  },
  {
    name: 'the document of GetObjectAttributes has another name',
    explains: ({ place }) => /^GetObjectAttributes(Response)?(\/|$)/.test(place),
    versions: /^20\./,
    why: 'GetObjectAttributesResponse (API_GetObjectAttributes.html); clients look at what is in it',
  },
  {
    name: 'GetObjectAttributes is taken for GetObject',
    explains: ({ place }, { what }) =>
      /^versions: attributes (all of it|one)$/.test(what) &&
      /^(header (content-type|content-length|etag)|body|GetObjectAttributesResponse\/.*)$/.test(place),
    versions: /^18\./,
    why: 'an operation of its own since 2021 (API_GetObjectAttributes.html)',
  },
  {
    name: 'the checksum of an upload is not kept',
    explains: says(/^header x-amz-checksum-(sha256|type)$/, /./, /^nothing$/, /^versions: with its SHA-256$/),
    versions: /^18\./,
    why: 'x-amz-checksum-sha256 in the response (API_PutObject.html)',
  },
  {
    name: 'a delete marker in the way is not told',
    explains: says(
      /^header x-amz-delete-marker$/,
      /^true$/,
      /^nothing$/,
      /^versions: it is gone( by name)?$/,
    ),
    versions: /^18\./,
    why: 'x-amz-delete-marker: true (DeleteMarker.html of the user guide)',
  },
  {
    name: 'attributes that there are none of are not refused',
    explains: says(
      /^status$/,
      /^400 InvalidArgument$/,
      /^200$/,
      /^versions: attributes that there are none of$/,
    ),
    versions: /^20\./,
    why: 'valid values are listed (API_GetObjectAttributes.html)',
  },
  {
    name: 'a key marker alone begins with the versions of its key',
    explains: (_, { what }) => what === 'versions: list after a whole key',
    versions: /./,
    why: 'without a version-id-marker the listing begins after the key (API_ListObjectVersions.html)',
  },
  {
    name: 'a version id marker without a key marker is not refused',
    explains: says(
      /^status$/,
      /^400 InvalidArgument$/,
      /^200$/,
      /^versions: list after a version of no key$/,
    ),
    versions: /./,
    why: '"A version-id marker cannot be specified without a key marker" (InvalidArgument)',
  },
  {
    name: 'a null version id marker behind a common prefix',
    explains: says(/^ListVersionsResult\/NextVersionIdMarker$/, /^nothing$/, /^null$/, /below a delimiter$/),
    versions: /./,
    why: 'a common prefix has no version (API_ListObjectVersions.html)',
  },
  {
    name: 'the answer to PutBucketVersioning has a type, but no length',
    explains: says(
      /^header content-(type|length)$/,
      /^(nothing|0)$/,
      /^(application\/xml|nothing)$/,
      /^versions: versioning /,
    ),
    versions: /./,
    why: '"sends back an HTTP 200 response with an empty HTTP body" (API_PutBucketVersioning.html)',
  },
  {
    name: 'another code for a versioning status that is none',
    explains: says(
      /^Error\/Code$/,
      /^IllegalVersioningConfigurationException$/,
      /^InvalidArgument$/,
      /^versions: versioning Sometimes$/,
    ),
    versions: /./,
    why: 'IllegalVersioningConfigurationException (ErrorResponses.html)',
  },
  {
    name: 'versioning tells of MFA Delete where it never was',
    explains: says(/^VersioningConfiguration\/MfaDelete$/, /^nothing$/, /^Disabled$/),
    versions: /./,
    why: '"only returned if the bucket has been configured with MFA delete" (API_GetBucketVersioning.html)',
  },
]
