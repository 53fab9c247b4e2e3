/**
 * The closed sets of words in which constat speaks of an object. The SQL models use the same words.
 */
export const STATES = ['intact', 'altered', 'missing', 'unknown'] as const
export type State = (typeof STATES)[number]

/** What was compared before an object was called intact. */
export const ASSURANCES = ['listed', 'size', 'checksum'] as const
export type Assurance = (typeof ASSURANCES)[number]

export const REASONS = {
  intact: [],
  altered: ['empty', 'size', 'checksum'],
  missing: ['absent', 'listed-only'],
  unknown: ['forbidden', 'error', 'not-listed', 'ambiguous', 'no-key'],
} as const satisfies Record<State, readonly string[]>
export type Reason = (typeof REASONS)[State][number]

/** Questions to the data, which no source can answer: they do not make a run incomplete (exit code 3). */
export const DATA_QUESTIONS: readonly Reason[] = ['no-key', 'ambiguous']

/** Where a damaged object can be got back from; `none` only when every configured source answered. */
export const RECOVERIES = ['relocated', 'replica', 'version', 'none', 'unknown'] as const
export type Recovery = (typeof RECOVERIES)[number]

/** `content` is needed to read the file; `signature` is its detached signature, counted apart. */
export const ROLES = ['content', 'signature'] as const
export type Role = (typeof ROLES)[number]

/** What asking a store for one object by its name gave. Only `absent` is a definite "not found". */
export const ANSWERS = ['found', 'absent', 'forbidden', 'error'] as const
export type Answer = (typeof ANSWERS)[number]

/** Ways in which storage may write a key differently, in order of preference; `src/match/rules.ts` says how. */
export const KEY_RULE_NAMES = [
  'unicode-form',
  'percent-encoding',
  'plus-for-space',
  'mojibake-latin-1',
  'mojibake-cp1252',
  'leading-slash',
] as const
export type KeyRuleName = (typeof KEY_RULE_NAMES)[number]

/** What became of a promise between the snapshot and the second look at the database. */
export const CHANGES = ['withdrawn-since', 'rewritten', 'repromised', 'added-since'] as const
export type Change = (typeof CHANGES)[number]

export const GUARDS = ['nothing-listed', 'empty-prefix', 'size-mismatch', 'loss-range'] as const
export type GuardName = (typeof GUARDS)[number]

/** Why a file is unknown for another reason than its objects'. */
export const FILE_REASONS = ['no-content'] as const

/** What may be wrong in a row of the database; the model `anomaly` uses no other code. */
export const ANOMALIES = [
  'no-key',
  'bad-size',
  'bad-date',
  'bad-checksum',
  'bad-boolean',
  'bad-role',
  'no-kind',
  'no-file-id',
  'no-id',
  'duplicate-id',
  'duplicate-row',
  'two-kinds',
  'conflicting-promises',
  'no-content',
  'unknown-consultation',
  'unknown-collectivity',
  'unknown-buyer',
  'unknown-bucket',
] as const
export type AnomalyCode = (typeof ANOMALIES)[number]

/** Whom the contact of an affected consultation is. */
export const CONTACTS = ['contact', 'collectivity-address'] as const

/** Why nobody is named for an affected consultation. */
export const NO_CONTACT_REASONS = ['no-active-contact', 'no-address', 'no-consultation'] as const

/** The rules that say how soon a buyer should be told, the most urgent first; `urgency.sql` states them. */
export const URGENCY_RULES = [
  'still-open',
  'not-opened',
  'deadline-in-window',
  'awarded-lately',
  'winning-bid',
  'works-retained',
  'retained',
  'beyond-retention',
] as const

/** Which deadline of a consultation fell while a service was down, or near that; and which of the two it was. */
export const DEADLINES = ['initial', 'present', 'both'] as const
export const NEARNESSES = ['in-window', 'in-margin'] as const

/** How something that was deposited in a risk window was found. */
export const FINDS = ['deposited', 'orphan'] as const

/** What figures count. */
export const UNITS = ['files', 'objects', 'signatures'] as const

/** What stands for a year, a consultation or a kind that a row does not give. */
export const PLACEHOLDERS = ['undated', 'unattached', 'unspecified'] as const

/** How contents are held against the checksums of the database, where they are. */
export const VERIFICATIONS = ['stored', 'sample', 'all'] as const

/** What shows that a copy is what was promised. */
export const COMPARISONS = ['checksum-equal', 'size-equal', 'size-equal-archived'] as const

/** What became of a file from one run to the next. */
export const RUN_CHANGES = [
  'recovered',
  'newly-missing',
  'newly-altered',
  'no-longer-expected',
  'changed-verdict',
  'still-missing',
  'still-altered',
  'still-unknown',
  'not-compared',
] as const
export type RunChange = (typeof RUN_CHANGES)[number]

/** How a file that is in no state stands in a run. */
export const STANDINGS = ['not-expected', 'not-known', 'out-of-scope'] as const
