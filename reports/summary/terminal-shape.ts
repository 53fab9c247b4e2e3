import type { Locale } from '../../src/render/column.ts'
import { formatDate, formatTime } from '../../src/render/dialect.ts'
import { translateWord } from '../../src/render/word.ts'
import { figuresFor } from './figure-text.ts'
import type { Cluster, Shape } from './shape.ts'

/** @returns where and when the losses are, in lines; none when nothing is damaged */
export function renderShape(shapes: Record<string, Shape>, locale: Locale, timeZone: string): string[] {
  const t = texts[locale]
  const { n, percent } = figuresFor(locale)
  const share = (rate: number | null) => percent(rate ?? 0, rate === null ? 0 : 1)
  const entries = Object.entries(shapes)
  if (entries.length === 0) return []
  const time = (iso: string) => formatTime(new Date(iso), locale, timeZone)
  return [
    '',
    `  ${t.title}`,
    ...entries.flatMap(([kind, { span, clusters }]) => [
      `  ${translateWord(kind, locale)}`,
      ...(span.from === null || span.to === null
        ? []
        : [`    ${t.span(share(span.share), n(span.objects), time(span.from), time(span.to))}`]),
      ...(span.undated === 0 ? [] : [`    ${t.undated(n(span.undated))}`]),
      ...clusters.map(
        (cluster) =>
          `    ${placeOf(cluster, locale)}, ${periodOf(cluster, locale)}${t.colon} ${t.cluster(n(cluster.damaged), n(cluster.expected))}`,
      ),
      clusters.length === 0
        ? `    ${t.scattered}`
        : `    ${t.covered(share(clusters.at(-1)?.covered ?? null))}`,
    ]),
  ]
}

/** @returns where a cluster lies */
export function placeOf({ bucket, prefix }: Cluster, locale: Locale): string {
  const t = texts[locale]
  return bucket === '' ? t.everywhere : prefix === '' ? bucket : `${bucket}/${prefix}`
}

/** @returns when what lies in a cluster was deposited */
export function periodOf({ from_week, to_week, from_first, to_last }: Cluster, locale: Locale): string {
  const t = texts[locale]
  if (from_week === null || to_week === null) return t.withoutDate
  const [from, to] = [formatDate(from_week, locale), formatDate(to_week, locale)]
  if (from_first && to_last) return t.always
  if (to_last) return t.since(from)
  if (from_first) return t.until(to)
  return from === to ? t.week(from) : t.between(from, to)
}

const texts = {
  fr: {
    title: 'Où et quand (objets touchés, par date de dépôt)',
    span: (share: string, objects: string, from: string, to: string) =>
      `${share} (${objects}) déposés du ${from} au ${to}`,
    undated: (objects: string) => `${objects} sans date de dépôt`,
    colon: ' :',
    cluster: (damaged: string, expected: string) => `${damaged} objets touchés sur ${expected}`,
    covered: (share: string) => `ensemble : ${share} des objets touchés`,
    scattered: 'aucun regroupement ne se détache',
    everywhere: 'tout le stockage',
    withoutDate: 'dépôts sans date',
    always: 'quelle que soit la date',
    since: (week: string) => `depuis la semaine du ${week}`,
    until: (week: string) => `jusqu’à la semaine du ${week}`,
    week: (week: string) => `semaine du ${week}`,
    between: (from: string, to: string) => `de la semaine du ${from} à celle du ${to}`,
  },
  en: {
    title: 'Where and when (damaged objects, by date of deposit)',
    span: (share: string, objects: string, from: string, to: string) =>
      `${share} (${objects}) deposited from ${from} to ${to}`,
    undated: (objects: string) => `${objects} without a date of deposit`,
    colon: ':',
    cluster: (damaged: string, expected: string) => `${damaged} of ${expected} objects damaged`,
    covered: (share: string) => `together: ${share} of the damaged objects`,
    scattered: 'no cluster stands out',
    everywhere: 'all storage',
    withoutDate: 'undated deposits',
    always: 'whatever the date',
    since: (week: string) => `from the week of ${week}`,
    until: (week: string) => `until the week of ${week}`,
    week: (week: string) => `week of ${week}`,
    between: (from: string, to: string) => `from the week of ${from} to that of ${to}`,
  },
}
