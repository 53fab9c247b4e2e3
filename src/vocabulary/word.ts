import type {
  ANOMALIES,
  Change,
  COMPARISONS,
  CONTACTS,
  DEADLINES,
  FILE_REASONS,
  FINDS,
  GuardName,
  KeyRuleName,
  NEARNESSES,
  NO_CONTACT_REASONS,
  PLACEHOLDERS,
  Reason,
  Recovery,
  Role,
  RunChange,
  STANDINGS,
  State,
  UNITS,
  URGENCY_RULES,
  VERIFICATIONS,
} from './state.ts'

type OneOf<T extends readonly string[]> = T[number]

/**
 * Every word that reports say, by what it is said of, with its meaning. The closed unions decide which there are:
 * a new member of one does not compile before it stands here and in French (`src/render/word.ts`).
 */
export const VOCABULARY = {
  state: {
    intact: 'listed, and nothing known contradicts it',
    altered: 'there, but not what was deposited',
    missing: 'confirmed absent: a definite "not found"',
    unknown: 'could not be established',
  } satisfies Record<State, string>,
  reason: {
    empty: 'altered: stored without a byte, where something was promised',
    size: 'altered: stored with another size than promised',
    checksum: 'altered: stored with another checksum than promised',
    absent: 'missing: neither listed nor found by name',
    'listed-only': 'missing: listed, but not found when asked for by name',
    forbidden: 'unknown: storage refused to say',
    error: 'unknown: storage failed to answer, or could not be asked',
    'not-listed': 'unknown: its part of storage was not listed to the end, or is not configured',
    ambiguous: 'unknown: several stored objects may be it',
    'no-key': 'unknown: the database gives no key to look for',
    'no-content': 'unknown: the file has a signature and no content in the database',
  } satisfies Record<Reason | OneOf<typeof FILE_REASONS>, string>,
  recovery: {
    relocated: 'the same content lies under another key of the store',
    replica: 'a recovery store holds a fitting copy',
    version: 'an older version is still there',
    none: 'lost: every configured source answered, and none has it',
    unknown: 'a source did not answer',
  } satisfies Record<Recovery, string>,
  rule: {
    'unicode-form': 'accents and other marks are composed otherwise (NFC, NFD)',
    'percent-encoding': 'one is the percent-encoding of the other',
    'plus-for-space': 'one has a plus where the other has a space, as forms encode',
    'mojibake-latin-1': 'one is the UTF-8 of the other read as Latin-1',
    'mojibake-cp1252': 'one is the UTF-8 of the other read as Windows-1252',
    'leading-slash': 'one begins with a slash that the other has not',
  } satisfies Record<KeyRuleName, string>,
  change: {
    'withdrawn-since': 'the row is gone, or the database now says that it should hold nothing: not expected',
    rewritten: "the row's key is another one now: it is judged by that",
    repromised: 'the row promises another size or checksum now: it is judged by that',
    'added-since': 'a further row of a file that was looked at again',
  } satisfies Record<Change, string>,
  run_change: {
    recovered: 'missing or altered before, intact now',
    'newly-missing': 'missing, and before it was intact, not expected or not known',
    'newly-altered': 'altered, and before it was intact, not expected or not known',
    'no-longer-expected': 'missing, altered or unknown before; the database does not expect it any more',
    'changed-verdict': 'any other difference: between missing and altered, or to or from unknown',
    'still-missing': 'missing in both runs',
    'still-altered': 'altered in both runs',
    'still-unknown': 'unknown in both runs',
    'not-compared': "out of one run's scope; or known to one run only, whose mapping or stores are others",
  } satisfies Record<RunChange, string>,
  standing: {
    'not-expected': 'the database says that the file should hold nothing',
    'not-known': 'no row of the database names the file',
    'out-of-scope': 'the file is outside the scope of the run',
  } satisfies Record<OneOf<typeof STANDINGS>, string>,
  verification: {
    stored: 'compared with the checksums that storage states',
    sample: 'a sample was read',
    all: 'every object was read',
  } satisfies Record<OneOf<typeof VERIFICATIONS>, string>,
  comparison: {
    'checksum-equal': 'size and checksum are the promised ones',
    'size-equal': 'the size is the promised one; no checksum was compared',
    'size-equal-archived': 'the size is the promised one; no checksum can be compared before it is restored',
  } satisfies Record<OneOf<typeof COMPARISONS>, string>,
  role: {
    content: 'needed to read the file',
    signature: 'its detached signature, counted apart',
  } satisfies Record<Role, string>,
  anomaly: {
    'no-key': 'an expected row without an object key: its state is unknown',
    'bad-size': 'size_bytes is no whole number of bytes: no size is compared',
    'bad-date': 'a date that cannot be read, or is not from 1980 to 2100: the file is undated',
    'bad-checksum': 'checksum is not md5:, sha1: or sha256: with as many hexadecimal digits as it takes',
    'bad-boolean': 'a flag that is neither true nor false (1, 0, t, f, yes, no, oui, non)',
    'bad-role': 'role is neither content nor signature: read as content',
    'no-kind': 'kind is empty: the file is counted under `unspecified`',
    'no-file-id': 'file_id is empty: the key stands for it',
    'no-id': 'a row without its identifier: nothing can refer to it',
    'duplicate-id': 'an identifier that an earlier row has: the first row wins',
    'duplicate-row': 'the same object promised again for the same file: both rows are counted',
    'two-kinds': 'one file_id of a consultation under two kinds: counted as two files',
    'conflicting-promises':
      'rows that promise one object with different sizes or checksums: each is judged by its own',
    'no-content': 'a file that has a signature and no content row: its state is unknown',
    'unknown-consultation': 'a consultation that consultations.sql does not give: counted under `unattached`',
    'unknown-collectivity': 'a collectivity that collectivities.sql does not give',
    'unknown-buyer': 'a contact that buyers.sql does not give: the link leads nowhere',
    'unknown-bucket': 'a bucket that is not configured as a primary store: its objects are unknown',
  } satisfies Record<OneOf<typeof ANOMALIES>, string>,
  contact: {
    contact: 'an active contact of the consultation',
    'collectivity-address':
      'the address of the collectivity itself, where the consultation has no active contact',
  } satisfies Record<OneOf<typeof CONTACTS>, string>,
  'no contact': {
    'no-active-contact': 'the collectivity has an address, and the consultation no active contact',
    'no-address': 'neither an active contact nor an address',
    'no-consultation': 'files whose consultation is not known',
  } satisfies Record<OneOf<typeof NO_CONTACT_REASONS>, string>,
  'urgency rule': {
    'still-open': '1: the deadline of the consultation, as it stands, lies ahead',
    'not-opened': '1: the consultation has a deadline, and was neither opened nor awarded',
    'deadline-in-window': '1: its deadline, the initial or the present one, fell while the service was down',
    'awarded-lately': '2: awarded within `urgency.awarded_months` before the snapshot',
    'winning-bid': '2: a file of the winning bid is lost, or not known to be recoverable',
    'works-retained': '3: a works contract within `urgency.works_retention_years`',
    retained: '4: anything else within `urgency.retention_years`',
    'beyond-retention': '5: the rest',
  } satisfies Record<OneOf<typeof URGENCY_RULES>, string>,
  deadline: {
    initial: 'the deadline as first published',
    present: 'the deadline as it stands',
    both: 'the one as well as the other',
  } satisfies Record<OneOf<typeof DEADLINES>, string>,
  nearness: {
    'in-window': 'a deadline fell while the service was down',
    'in-margin': 'none did, but one within `deadlines.margin_hours` of that',
  } satisfies Record<OneOf<typeof NEARNESSES>, string>,
  find: {
    deposited: 'a file that a row of the database promises',
    orphan: 'an object in storage that no row names',
  } satisfies Record<OneOf<typeof FINDS>, string>,
  unit: {
    files: 'what a person calls one file; the headline figures',
    objects: 'expected objects, signatures among them',
    signatures: 'detached signatures alone',
  } satisfies Record<OneOf<typeof UNITS>, string>,
  placeholder: {
    undated: 'year of a file without a readable date: always in scope',
    unattached: 'consultation of files whose consultation is not known',
    unspecified: 'kind of a row that gives none: always in scope',
  } satisfies Record<OneOf<typeof PLACEHOLDERS>, string>,
  category: {
    works: 'category of a consultation',
    supplies: 'category of a consultation',
    services: 'category of a consultation',
  },
  guard: {
    'nothing-listed': 'storage lists nothing at all',
    'empty-prefix': 'a configured bucket or prefix holds nothing and should hold something',
    'size-mismatch': 'too many sizes differ: the mapping probably reads a wrong column',
    'loss-range': 'the damaged rate of a kind is outside the declared range',
  } satisfies Record<GuardName, string>,
}

export type VocabularyName = keyof typeof VOCABULARY
/** Any word of constat's own. Kinds are the mapping's, and not among them. */
export type Word = { [V in VocabularyName]: keyof (typeof VOCABULARY)[V] }[VocabularyName]
