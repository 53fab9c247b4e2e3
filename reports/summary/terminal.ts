import type { Locale } from '../../src/render/column.ts'
import { formatTime } from '../../src/render/dialect.ts'
import { translateWord } from '../../src/render/word.ts'
import { figuresFor } from './figure-text.ts'
import type { Summary, Totals } from './schema.ts'
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
    '',
    line(
      t.snapshot,
      time(snapshot.taken_at),
      `${t.listing}${t.colon} ${time(inventory.from)} – ${time(inventory.to)} (${zone}), ${counted(inventory.objects, t.objects)}`,
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
