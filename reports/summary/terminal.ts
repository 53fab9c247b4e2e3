import type { Locale } from '../../src/render/column.ts'
import { formatTime } from '../../src/render/dialect.ts'
import { translateWord } from '../../src/render/word.ts'
import { figuresFor } from './figure-text.ts'
import type { Summary, Totals } from './schema.ts'
import { renderShape } from './terminal-shape.ts'
import { type SummaryTexts, summaryTexts } from './texts.ts'

/** @returns the summary for the terminal: how much, whose, what can be got back, what is not known */
export function renderTerminal(summary: Summary, locale: Locale): string {
  const t = summaryTexts[locale]
  const { n, counted } = figuresFor(locale)
  const time = (iso: string) => formatTime(new Date(iso), locale, summary.incident.time_zone)
  const { scope, collectivities, consultations, buyers, snapshot, inventory } = summary
  const line = (label: string, ...parts: string[]) => `  ${label}${t.colon} ${parts.join(`${t.semicolon} `)}`
  const years = scope.years.length === 0 ? t.allYears : scope.years.join(', ')
  const zone = summary.incident.time_zone
  const live = inventory.stores.some(({ source }) => source === 'live')
  const byRule = Object.values(summary.kinds).reduce((sum, { objects }) => sum + objects.by_rule, 0)
  const changed = Object.values(summary.changes).reduce((sum, rows) => sum + rows, 0)
  return [
    '',
    summary.incident.name,
    `${t.scope}${t.colon} ${years} (${t.yearOf[scope.year_of] ?? scope.year_of})`,
    '',
    ...Object.entries(summary.kinds).flatMap(([kind, { files, signatures }]) => [
      `  ${translateWord(kind, locale)}`,
      ...kindLines(files, signatures, t, locale),
    ]),
    '',
    line(t.collectivities, `${n(collectivities.affected)} ${t.of} ${n(collectivities.known)}`),
    line(t.consultations, `${n(consultations.affected)} ${t.of} ${n(consultations.known)}`),
    line(t.buyers, n(buyers.affected), counted(buyers.without_contact, t.withoutContact)),
    line(t.orphans, n(summary.orphans)),
    line(t.anomalies, n(summary.anomalies)),
    ...(byRule > 0 ? [line(t.byRule, n(byRule))] : []),
    ...(changed > 0 ? [line(t.changed, n(changed))] : []),
    ...(summary.archived > 0 ? [`  ${counted(summary.archived, t.archived)}`] : []),
    ...verificationLines(summary, t, locale),
    ...renderShape(summary.shape, locale, zone),
    '',
    line(
      t.snapshot,
      time(snapshot.taken_at),
      `${live ? t.listing : t.reading}${t.colon} ${time(inventory.from)} – ${time(inventory.to)} (${zone}), ${counted(inventory.objects, t.objects)}`,
    ),
    ...inventory.stores
      .filter(({ source }) => source !== 'live')
      .map(({ bucket, source, at }) =>
        line(bucket, at === null ? t.unreadSource : `${t.sources[source]} ${time(at)}`),
      ),
    ...(inventory.unfinished > 0
      ? [line(t.unfinished, `${n(inventory.unfinished)} ${t.of} ${n(inventory.ranges)}`)]
      : []),
    ...(summary.guards_accepted.length > 0
      ? [line(t.guards, summary.guards_accepted.map((guard) => guardText(guard, locale)).join(', '))]
      : []),
    '',
  ].join('\n')
}

/** The lines of one kind: a label, a rate, and the figures that the rate is of. */
function kindLines(files: Totals, signatures: Totals, t: SummaryTexts, locale: Locale): string[] {
  const { n, counted, percent } = figuresFor(locale)
  const line = (label: string, part: number, whole: number, of = n(whole)) =>
    `    ${label.padEnd(t.width)} ${percent(part, whole).padStart(7)}   ${n(part)} ${t.of} ${of}`
  const copies = [
    counted(files.recoverable, t.recoverable),
    ...(files.recovery_unknown > 0 ? [`${n(files.recovery_unknown)} ${t.recoveryUnknown}`] : []),
  ]
  return [
    line(t.missing, files.missing, files.expected, counted(files.expected, t.files)),
    line(t.altered, files.altered, files.expected),
    line(t.lost, files.lost, files.expected, `${n(files.expected)}${t.semicolon} ${copies.join(', ')}`),
    ...(files.unknown > 0 ? [line(t.unknown, files.unknown, files.expected)] : []),
    ...(signatures.damaged > 0 ? [line(t.signatures, signatures.damaged, signatures.expected)] : []),
  ]
}

/** As `--accept-guard` names it; in French, whose words its name is not made of, with what it means. */
function guardText(accepted: string, locale: Locale): string {
  if (locale === 'en') return accepted
  const [name = ''] = accepted.split(':')
  return `${translateWord(name, locale)} (${accepted})`
}

/** What comparing contents says of each kind; a sample's rate with its 95 % interval, never as a count of the whole. */
function verificationLines({ verification }: Summary, t: SummaryTexts, locale: Locale): string[] {
  const { n, counted, percent } = figuresFor(locale)
  return Object.entries(verification.kinds).map(([kind, v]) => {
    const interval =
      v.damaged_rate_low === null || v.damaged_rate_high === null || v.compared === v.population
        ? ''
        : `${t.semicolon} ${t.interval} ${percent(v.damaged_rate_low, 1)} – ${percent(v.damaged_rate_high, 1)}`
    const unread = v.unknown > 0 ? `, ${n(v.unknown)} ${t.unread}` : ''
    const compared = `${n(v.compared)} ${t.of} ${counted(v.population, t.listedObjects)}`
    return `  ${t.verified}, ${translateWord(kind, locale)}${t.colon} ${compared}, ${n(v.damaged)} ${t.damagedOnes}${unread}${interval}`
  })
}
