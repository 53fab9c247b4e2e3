import type { Locale } from '../../src/render/column.ts'
import { formatTime } from '../../src/render/dialect.ts'
import { translateWord } from '../../src/render/word.ts'
import type { Totals } from './figures.ts'
import type { Summary } from './summary.ts'

/** @returns the summary for the terminal: how much, whose, what can be got back, what is not known */
export function renderTerminal(summary: Summary, locale: Locale): string {
  const t = texts[locale]
  const number = new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB')
  const n = (value: number) => number.format(value).replaceAll(/[\u202f\u00a0]/g, ' ')
  const percent = (rate: number | null) =>
    rate === null ? '–' : `${(rate * 100).toFixed(1).replace('.', locale === 'fr' ? ',' : '.')} %`
  const time = (iso: string) => formatTime(new Date(iso), locale, summary.incident.time_zone)
  const kindLines = (kind: string, f: Totals, signatures: Totals) => {
    const lines = [
      `  ${translateWord(kind, locale)}`,
      `    ${t.missing.padEnd(t.width)} ${percent(f.missing_rate).padStart(7)}   ${n(f.missing)} ${t.of} ${n(f.expected)} ${t.files}`,
      `    ${t.altered.padEnd(t.width)} ${percent(f.expected === 0 ? null : f.altered / f.expected).padStart(7)}   ${n(f.altered)} ${t.of} ${n(f.expected)}`,
      `    ${t.lost.padEnd(t.width)} ${percent(f.lost_rate).padStart(7)}   ${n(f.lost)} ${t.of} ${n(f.expected)}; ${n(f.recoverable)} ${t.recoverable}` +
        (f.recovery_unknown > 0 ? `, ${n(f.recovery_unknown)} ${t.recoveryUnknown}` : ''),
    ]
    if (f.unknown > 0)
      lines.push(
        `    ${t.unknown.padEnd(t.width)} ${percent(f.unknown / f.expected).padStart(7)}   ${n(f.unknown)} ${t.of} ${n(f.expected)}`,
      )
    if (signatures.damaged > 0)
      lines.push(
        `    ${t.signatures.padEnd(t.width)} ${percent(signatures.damaged_rate).padStart(7)}   ${n(signatures.damaged)} ${t.of} ${n(signatures.expected)}`,
      )
    return lines
  }
  const live = summary.inventory.stores.some(({ source }) => source === 'live')
  const scope = summary.scope.years.length === 0 ? t.allYears : summary.scope.years.join(', ')
  return [
    '',
    `${summary.incident.name}`,
    `${t.scope}: ${scope} (${t.yearOf} ${summary.scope.year_of})`,
    '',
    ...Object.entries(summary.kinds).flatMap(([kind, { files, signatures }]) =>
      kindLines(kind, files, signatures),
    ),
    '',
    `  ${t.collectivities}: ${n(summary.collectivities.affected)} ${t.of} ${n(summary.collectivities.known)}`,
    `  ${t.consultations}: ${n(summary.consultations.affected)} ${t.of} ${n(summary.consultations.known)}`,
    `  ${t.buyers}: ${n(summary.buyers.affected)}; ${n(summary.buyers.without_contact)} ${t.withoutContact}`,
    `  ${t.orphans}: ${n(summary.orphans)}`,
    `  ${t.anomalies}: ${n(summary.anomalies)}`,
    '',
    `  ${t.snapshot}: ${time(summary.snapshot.taken_at)}; ${live ? t.listing : t.reading}: ${time(summary.inventory.from)} – ${time(summary.inventory.to)} (${summary.incident.time_zone}), ${n(summary.inventory.objects)} ${t.objects}`,
    ...summary.inventory.stores
      .filter(({ source }) => source !== 'live')
      .map(({ bucket, source, at }) => `  ${bucket}: ${at === null ? t.unread : `${t[source]} ${time(at)}`}`),
    ...(summary.inventory.unfinished > 0
      ? [`  ${t.unfinished}: ${n(summary.inventory.unfinished)} ${t.of} ${n(summary.inventory.ranges)}`]
      : []),
    ...(summary.guards_accepted.length > 0 ? [`  ${t.guards}: ${summary.guards_accepted.join(', ')}`] : []),
    '',
  ].join('\n')
}

const texts = {
  fr: {
    width: 22,
    's3-inventory': 'non listé ; inventaire S3 du',
    file: 'non listé ; fichier de liste du',
    live: 'listé le',
    unread: 'non listé ; inventaire non lu',
    reading: 'inventaires lus',
    missing: 'manquants',
    altered: 'altérés',
    lost: 'perdus',
    unknown: 'indéterminés',
    signatures: 'signatures touchées',
    of: 'sur',
    files: 'fichiers attendus',
    recoverable: 'récupérables',
    recoveryUnknown: 'de récupération indéterminée',
    scope: 'Périmètre',
    allYears: 'toutes les années',
    yearOf: 'année de',
    collectivities: 'Collectivités touchées',
    consultations: 'Consultations touchées',
    buyers: 'Acheteurs à prévenir',
    withoutContact: 'consultations sans contact actif',
    orphans: 'Objets orphelins',
    anomalies: 'Anomalies de la base',
    snapshot: 'Base vue le',
    listing: 'stockage listé',
    objects: 'objets',
    unfinished: 'Plages non listées jusqu’au bout',
    guards: 'Garde-fous acceptés',
  },
  en: {
    width: 20,
    's3-inventory': 'not listed; S3 Inventory of',
    file: 'not listed; listing file of',
    live: 'listed',
    unread: 'not listed; inventory not read',
    reading: 'inventories read',
    missing: 'missing',
    altered: 'altered',
    lost: 'lost',
    unknown: 'unknown',
    signatures: 'signatures damaged',
    of: 'of',
    files: 'expected files',
    recoverable: 'recoverable',
    recoveryUnknown: 'of unknown recovery',
    scope: 'Scope',
    allYears: 'all years',
    yearOf: 'year of',
    collectivities: 'Collectivities affected',
    consultations: 'Consultations affected',
    buyers: 'Buyers to tell',
    withoutContact: 'consultations without an active contact',
    orphans: 'Orphan objects',
    anomalies: 'Anomalies of the database',
    snapshot: 'Database as of',
    listing: 'storage listed',
    objects: 'objects',
    unfinished: 'Ranges not listed to their end',
    guards: 'Guards accepted',
  },
}
