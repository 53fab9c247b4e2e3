import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

/**
 * Checks the layers in the current folder. Run as a program it prints every violation with the rule's reason and
 * ends with 1 when there is one, or when it saw fewer modules than there are files: a checker that cannot read
 * the sources finds nothing wrong with them.
 */

const FOLDERS = ['jobs', 'reports', 'src']

async function checkLayers(): Promise<string[]> {
  const { default: rules } = (await import(join(process.cwd(), '.dependency-cruiser.mjs'))) as {
    default: IConfiguration
  }
  const { forbidden = [], options = {} } = rules
  const { output } = await cruise(
    FOLDERS,
    { ...options, validate: true, ruleSet: { forbidden } },
    undefined,
    { tsConfig: extractTSConfig('tsconfig.json') },
  )
  const { modules, summary } = output as ICruiseResult
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }),
  ).filter((file) => file.endsWith('.ts')).length
  const seen = modules.filter((module) => FOLDERS.includes(module.source.split('/')[0] ?? '')).length
  const problems = summary.violations.map(({ from, to, rule }) => {
    const reason = forbidden.find(({ name }) => name === rule.name)?.comment
    return `${from} → ${to}\n    ${rule.name}: ${reason}`
  })
  if (seen < files)
    problems.push(`saw ${seen} modules of ${files} files: the check could not read the sources`)
  process.stdout.write(`layers: ${seen} modules of ${files} files, ${problems.length} violations\n`)
  return problems
}

const problems = await checkLayers()
for (const problem of problems) process.stdout.write(`  ${problem}\n`)
process.exitCode = problems.length === 0 ? 0 : 1
