import { readFileSync } from 'node:fs'
import { parseConfig } from '../../../src/config/load.ts'
import type { Failure } from '../../../src/vocabulary/failure.ts'
import { expectRefusal } from '../refused.ts'
import type { FuzzTarget } from '../target.ts'

const SECRET = 'kanarienvogel'
const environment = {
  CONSTAT_DATABASE_URL: `postgresql://reader:${SECRET}@db.example/m`,
  CONSTAT_S3_KEY: `id-${SECRET}`,
  CONSTAT_S3_SECRET: SECRET,
}
const EXAMPLE = readFileSync(new URL('../../../constat.example.yaml', import.meta.url))

/** `constat.yaml`: read or refused in words, which never show what the environment holds. */
export const configuration: FuzzTarget = {
  name: 'the configuration',
  seeds: [
    EXAMPLE,
    Buffer.from(EXAMPLE.toString().replaceAll('# access', 'access').replaceAll('# secret', 'secret')),
  ],
  tokens: [
    ...[
      '&a',
      '*a',
      '*a,*a,*a',
      '[',
      ']',
      '{',
      '}',
      '- ',
      '? ',
      ': ',
      '\n  ',
      '<<: *a',
      '!!binary ',
      '!!set',
      '!!timestamp',
      '---\n',
    ],
    ...[
      '%YAML 1.1\n',
      '|\n',
      '>-\n',
      '#',
      '~',
      '.inf',
      '.nan',
      '0x1',
      '1e999',
      '-1',
      '9999-12-31T23:59',
      '0001-01-01T00:00',
    ],
    ...[
      `$\{CONSTAT_S3_SECRET}`,
      '${CONSTAT_S3_SECRET',
      `$\{}`,
      `$\{__proto__}`,
      '__proto__',
      'constructor: ',
      'toString: ',
      'sample:0',
    ],
  ],
  read(document) {
    try {
      parseConfig(document.toString('utf8'), '/etc/constat.yaml', environment)
    } catch (error) {
      expectRefusal(error)
      const { message, advice } = error as Failure
      if (`${message}${advice}`.includes(SECRET)) throw new Error(`shows a secret: ${message}`)
    }
  },
}
