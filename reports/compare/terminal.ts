import type { Locale } from '../../src/render/column.ts'
import type { RunStore } from '../../src/store/run-store.ts'
import { RUN_CHANGES, type RunChange } from '../../src/vocabulary/state.ts'
import { figuresFor } from '../summary/figure-text.ts'

/** @returns a line for each pair of runs, in the order in which they were compared, and one for what limits it */
export async function renderComparison(
  session: RunStore,
  pairs: readonly { before: { name: string }; after: { name: string }; differences: readonly string[] }[],
  locale: Locale,
): Promise<string> {
  const t = texts[locale]
  const { n } = figuresFor(locale)
  const rows = await session.rows<{
    run_before: string
    run_after: string
    change: RunChange
    files: number
  }>('select run_before, run_after, change, count(*) as files from file_change group by all')
  return pairs
    .flatMap(({ before, after, differences }) => {
      const ofPair = rows.filter((row) => row.run_before === before.name && row.run_after === after.name)
      const said = RUN_CHANGES.flatMap((change) => {
        const files = ofPair.find((row) => row.change === change)?.files ?? 0
        const always = change === 'recovered' || change === 'newly-missing' || change === 'still-missing'
        return files > 0 || always ? [`${t.changes[change]}${t.colon} ${n(files)}`] : []
      })
      const differing = differences.map((name) => t.differences[name] ?? name).join(', ')
      return [
        `${before.name} → ${after.name} (${t.files})${t.colon} ${said.join(', ')}`,
        ...(differences.length === 0 ? [] : [`  ${t.differs}${t.colon} ${differing}. ${t.limited}`]),
      ]
    })
    .join('\n')
}

type ComparisonTexts = {
  colon: string
  files: string
  differs: string
  limited: string
  differences: Record<string, string>
  /** At the head of a count, and so in the plural where a language has one. */
  changes: Record<RunChange, string>
}

const texts: Record<Locale, ComparisonTexts> = {
  fr: {
    colon: ' :',
    files: 'fichiers',
    differs: 'Ce qui diffère entre ces deux constats',
    limited: 'Ne sont comparés que les fichiers qui peuvent l’être.',
    differences: {
      incident: 'l’incident',
      scope: 'le périmètre',
      mapping: 'les requêtes qui lisent la base',
      stores: 'les espaces de stockage',
      version: 'la version de constat',
    },
    changes: {
      recovered: 'retrouvés',
      'newly-missing': 'nouvellement manquants',
      'newly-altered': 'nouvellement altérés',
      'no-longer-expected': 'plus attendus',
      'changed-verdict': 'verdict modifié',
      'still-missing': 'toujours manquants',
      'still-altered': 'toujours altérés',
      'still-unknown': 'toujours indéterminés',
      'not-compared': 'non comparables',
    },
  },
  en: {
    colon: ':',
    files: 'files',
    differs: 'What differs between these two runs',
    limited: 'Only files that can be compared are.',
    differences: {
      incident: 'the incident',
      scope: 'the scope',
      mapping: 'the mapping',
      stores: 'the stores',
      version: 'the version of constat',
    },
    changes: {
      recovered: 'recovered',
      'newly-missing': 'newly missing',
      'newly-altered': 'newly altered',
      'no-longer-expected': 'no longer expected',
      'changed-verdict': 'changed verdict',
      'still-missing': 'still missing',
      'still-altered': 'still altered',
      'still-unknown': 'still unknown',
      'not-compared': 'not compared',
    },
  },
}
