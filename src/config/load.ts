import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type Document, isNode, isPair, LineCounter, parseDocument } from 'yaml'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import { substituteEnvironment } from './environment.ts'
import { type ConfigIssue, pathText, toConfigIssues } from './issue.ts'
import { type Config, configSchema, type PrimaryStore } from './schema.ts'

export type LoadedConfig = {
  config: Config
  /** SHA-256 of the file's content before secrets were put in; comments and layout do not count. */
  digest: string
}

/**
 * Reads, completes and checks the configuration: the only place that does.
 *
 * @param file path of the YAML file; relative paths within it start from its folder
 * @throws Failure (exit code 2) that lists every mistake with its path, line, what was found and expected
 */
export function loadConfig(file: string, environment: NodeJS.ProcessEnv = process.env): LoadedConfig {
  return parseConfig(readText(file), file, environment)
}

/**
 * As `loadConfig`, of a text that is not in the file yet.
 *
 * @param file where the text will be
 */
export function parseConfig(text: string, file: string, environment: NodeJS.ProcessEnv): LoadedConfig {
  try {
    return readConfig(text, file, environment)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause // of the stack: the parser calls itself for each level
    throw mistakes(file, ['its blocks are nested too deeply: expected some five levels'])
  }
}

function readConfig(text: string, file: string, environment: NodeJS.ProcessEnv): LoadedConfig {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'error' }) // a warning would show texts of the file
  if (document.errors.length > 0) {
    throw mistakes(
      file,
      document.errors.map((error) => error.message.split('\n')[0] ?? error.message),
    )
  }
  const asWritten = withoutAliases(file, document)
  const missing = substituteEnvironment(document, environment)
  const parsed = configSchema.safeParse(document.toJS())
  const at = (offset: number | undefined) =>
    offset === undefined ? '' : ` (line ${lines.linePos(offset).line})`
  const problems = missing.map(
    ({ variable, node }) =>
      `\${${variable}}${at(node.range?.[0])}: the environment has no such variable, or it is empty`,
  )
  for (const issue of parsed.error?.issues.flatMap(toConfigIssues) ?? []) {
    if (missing.some(({ node }) => document.getIn(issue.path, true) === node)) continue
    const found =
      issue.unknownKey === undefined
        ? `found ${describe(issue, asWritten)}, expected`
        : 'found an unknown key,'
    problems.push(`${pathText(issue.path)}${at(offsetOf(document, issue.path))}: ${found} ${issue.expected}`)
  }
  if (!parsed.success || problems.length > 0) throw mistakes(file, problems)
  const config = withAbsolutePaths(parsed.data, dirname(resolve(file)))
  return { config, digest: createHash('sha256').update(JSON.stringify(asWritten)).digest('hex') }
}

/** No configuration is so long: a file of another kind would keep the parser busy for minutes. */
const MOST_BYTES = 1 << 20

function readText(file: string): string {
  try {
    if (statSync(file).size > MOST_BYTES) throw new Error(`it has more than ${MOST_BYTES} bytes`)
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `cannot read the configuration ${file}: ${messageOf(cause)}`,
      'give its path with --config, or have constat init draft one',
      { cause },
    )
  }
}

/** As many as somebody mends before trying again. */
const MOST_MISTAKES = 50

function mistakes(file: string, problems: string[]): Failure {
  const many = problems.length === 1 ? 'one mistake' : `${problems.length} mistakes`
  const told = problems.slice(0, MOST_MISTAKES).map((problem) => `  - ${shortened(problem, MOST_TOLD)}`)
  if (told.length < problems.length) told.push(`  and ${problems.length - told.length} more`)
  return new Failure(
    EXIT.usage,
    `${file} has ${many}:\n${told.join('\n')}`,
    'mend the file; constat.example.yaml shows every key',
  )
}

/** What the file holds at a path, as written: `${NAME}` and not its value; a secret written out is not shown. */
function describe(issue: ConfigIssue, asWritten: unknown): string {
  let value = asWritten
  for (const step of issue.path) value = (value as Record<string, unknown> | undefined)?.[step]
  if (value === undefined) return 'nothing'
  if (value === null) return 'an empty value'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'a block of keys'
  const secret = ['url', 'endpoint', 'access_key_id', 'secret_access_key'].includes(String(issue.path.at(-1)))
  const misplaced =
    typeof value === 'string' && (/^a (block|list)/.test(issue.expected) || value.includes('://')) // it may be a URL or a key
  return (secret || misplaced) && !/^\$\{\w+\}$/.test(String(value))
    ? 'a value that is not shown here'
    : shortened(JSON.stringify(value), MOST_SHOWN)
}

/** What is shown of a value and of a mistake, in characters: enough to find it again. */
const MOST_SHOWN = 80
const MOST_TOLD = 300

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A text that begins with `*` is an alias to YAML; its error would show that text, which may be a secret. */
function withoutAliases(file: string, document: Document): unknown {
  try {
    return document.toJS()
  } catch {
    throw mistakes(file, [
      'a value begins with `*` or cannot be resolved: put texts that begin with `*` in quotes',
    ])
  }
}

/** Where in the text a path stands, or the deepest part of it that exists. */
function offsetOf(document: Document, path: ConfigIssue['path']): number | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const parent = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true)
    if (!isNode(parent)) continue
    const step = path[depth - 1]
    const items = 'items' in parent ? (parent.items as unknown[]) : []
    const pair = items.find((item) => isPair(item) && String(item.key) === String(step))
    if (isPair(pair) && isNode(pair.key)) return pair.key.range?.[0]
    const item = typeof step === 'number' ? items[step] : undefined
    if (isNode(item)) return item.range?.[0]
  }
  return undefined
}

function withAbsolutePaths(config: Config, folder: string): Config {
  const rooted = <S extends { type: string; root?: string; ca?: string | undefined }>(store: S): S => ({
    ...store,
    ...(store.root === undefined ? {} : { root: resolve(folder, store.root) }),
    ...absoluteAuthority(store, folder),
  })
  const { marketplace } = config
  return {
    ...config,
    marketplace: {
      ...marketplace,
      ...absoluteAuthority(marketplace, folder),
      mapping: resolve(folder, marketplace.mapping),
    },
    storage: {
      ...config.storage,
      primary: config.storage.primary.map((store) => withAbsoluteInventory(rooted(store), folder)),
      recovery: config.storage.recovery.map(rooted),
    },
    messages:
      config.messages.template === undefined ? {} : { template: resolve(folder, config.messages.template) },
    certificates: withAbsoluteTemplates(config.certificates, folder),
    output: { ...config.output, folder: resolve(folder, config.output.folder) },
  }
}

function absoluteAuthority({ ca }: { ca?: string | undefined }, folder: string): { ca?: string } {
  return ca === undefined ? {} : { ca: resolve(folder, ca) }
}

function withAbsoluteTemplates(certificates: Config['certificates'], folder: string): Config['certificates'] {
  const { templates } = certificates
  return templates === undefined ? certificates : { templates: resolve(folder, templates) }
}

function withAbsoluteInventory(store: PrimaryStore, folder: string): PrimaryStore {
  const { inventory } = store
  if (inventory?.type === 'file') inventory.path = resolve(folder, inventory.path)
  if (inventory?.type === 's3-inventory' && !inventory.manifest.startsWith('s3://'))
    inventory.manifest = resolve(folder, inventory.manifest)
  return store
}
