/** The layers, from the top. Imports run one way: a layer may import those after it, never those before. */
export const LAYERS = [
  ['jobs', '^jobs/'],
  ['run', '^src/run/'],
  ['draft', '^src/draft/'],
  ['attest', '^src/attest/'],
  ['reports', '^reports/'],
  ['compare', '^src/compare/'],
  ['analysis', '^src/analysis/'],
  ['guards', '^src/guards/'],
  ['recover', '^src/recover/'],
  ['second-look', '^src/second-look/'],
  ['verify', '^src/verify/'],
  ['probe', '^src/probe/'],
  ['match', '^src/match/'],
  ['inventory', '^src/inventory/'],
  ['expectations', '^src/expectations/'],
  ['preflight', '^src/preflight/'],
  ['services', '^src/(marketplace|storage|store|trino|render)/'],
  ['config', '^src/config/'],
  ['vocabulary', '^src/vocabulary/'],
]

const oneWay = LAYERS.slice(1).map(([name, path], i) => ({
  name: `one-way-${name}`,
  severity: 'error',
  comment: `The flow runs one way: ${name} knows nothing of ${LAYERS.slice(0, i + 1)
    .map(([above]) => above)
    .join(', ')}`,
  from: { path },
  to: { path: LAYERS.slice(0, i + 1).map(([, above]) => above) },
}))

const only = (name, packages, path, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^(src|reports|jobs)/', pathNot: path },
  to: { path: packages },
})

export default {
  forbidden: [
    ...oneWay,
    only(
      'only-marketplace-has-the-database',
      '(^|/)node_modules/(pg|pg-cursor|kysely|@types/pg|@types/pg-cursor)/',
      '^src/marketplace/',
      'One place speaks to the marketplace, so that one place proves it only reads',
    ),
    only(
      'only-storage-has-the-sdk',
      '(^|/)node_modules/(@aws-sdk|@smithy)/',
      '^src/storage/',
      'One place speaks to storage, so that one place proves it only reads',
    ),
    only(
      'only-store-has-duckdb',
      '(^|/)node_modules/@duckdb/',
      '^src/store/',
      'The engine below the models can be changed in one place',
    ),
    only(
      'only-render-writes-pdf',
      '(^|/)node_modules/(pdfkit|fontkit|@types/pdfkit|@types/fontkit)/',
      '^src/render/',
      'What a certificate says is apart from how a page is set',
    ),
    {
      name: 'services-stand-apart',
      severity: 'error',
      comment: 'Marketplace, storage and Trino know nothing of each other, nor of the run store',
      from: { path: '^src/(marketplace|storage|trino)/' },
      to: { path: '^src/(marketplace|storage|store|trino|render)/', pathNot: '^src/$1/' },
    },
    {
      name: 'library-without-fixtures',
      severity: 'error',
      comment: 'What ships does not rest on what is made up for tests; only the demo and the benchmark do',
      from: { path: '^(src|reports|jobs)/', pathNot: '^jobs/(demo|bench)' },
      to: { path: '^(fixtures|test)/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      comment: 'A circle has no order to be read in',
      from: { path: '^(jobs|reports|src)/' },
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that cannot be found escapes every other rule',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
