import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { licenceOf, readLock } from './lock.ts'

/**
 * Writes the bill of materials of what constat ships to the file that is named: CycloneDX, as `npm sbom` makes it of
 * package-lock.json without installing anything, and put right where npm is wrong.
 */

type Component = {
  'bom-ref': string
  name: string
  licenses?: { license: { id: string } }[]
  properties: { name: string }[]
}
type Bill = {
  metadata: { component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

const ARGS = ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--sbom-type=application']

function makeBill(): Bill {
  const { status, stdout } = spawnSync('npm', ARGS, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`npm sbom ended with ${status}`)
  const bill = JSON.parse(stdout) as Bill
  bill.metadata.component.name = 'constat' // npm takes the name of the folder
  return withLicences(withoutDevelopment(bill))
}

/** `npm sbom --omit=dev` (npm 11) also leaves out what is shipped and needed by a development package too. */
function withoutDevelopment({ metadata, components, dependencies, ...bill }: Bill): Bill {
  const shipped = components.filter(
    ({ properties }) => !properties.some(({ name }) => name === 'cdx:npm:package:development'),
  )
  const refs = new Set([metadata.component, ...shipped].map((it) => it['bom-ref']))
  return {
    ...bill,
    metadata,
    components: shipped,
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((it) => refs.has(it)) })),
  }
}

function withLicences(bill: Bill): Bill {
  const lock = readLock('.')
  for (const component of bill.components.filter(({ licenses = [] }) => licenses.length === 0)) {
    const path = `node_modules/${component.name}`
    const licence = licenceOf(path, lock[path] ?? {})
    if (licence === undefined) throw new Error(`${component['bom-ref']} has no licence; look at it`)
    component.licenses = [{ license: { id: licence } }]
  }
  return bill
}

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('expected the file to write')
writeFileSync(file, `${JSON.stringify(makeBill(), null, 2)}\n`)
