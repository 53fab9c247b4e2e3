import type { State } from './judge.ts'

/** One thing that is counted: an object, a file or a signature. */
export type Counted = {
  unit: 'objects' | 'files' | 'signatures'
  collectivity: string
  /** '' without a known one */
  consultation: string
  kind: string
  year: string
  state: State | 'not_expected'
  assurance: string | null
  recovery: string | null
  byRule: boolean
}

export type Figures = Record<(typeof FIGURES)[number], number>
export const FIGURES = [
  'expected',
  'intact',
  'altered',
  'missing',
  'unknown',
  'damaged',
  'lost',
  'recoverable',
  'recovery_unknown',
  'not_expected',
  'by_rule',
  'assurance_listed',
  'assurance_size',
  'assurance_checksum',
] as const

const GRAINS: Record<string, (keyof Counted)[]> = {
  platform: [],
  kind: ['kind'],
  year: ['year'],
  'kind-year': ['kind', 'year'],
  collectivity: ['collectivity'],
  'collectivity-kind': ['collectivity', 'kind'],
  consultation: ['collectivity', 'consultation'],
  'consultation-kind': ['collectivity', 'consultation', 'kind'],
}

export const totalName = (unit: string, grain: string, of: (string | boolean | null)[]) =>
  JSON.stringify([unit, grain, ...of])

/** @returns the figures of every grain, by the grain's name and what it is of; each counted anew, one by one */
export function countAll(counted: readonly Counted[]): Map<string, Figures> {
  const totals = new Map<string, Figures>()
  for (const one of counted) {
    for (const [grain, of] of Object.entries(GRAINS)) {
      const name = totalName(
        one.unit,
        grain,
        of.map((column) => one[column]),
      )
      const figures = totals.get(name) ?? (Object.fromEntries(FIGURES.map((it) => [it, 0])) as Figures)
      totals.set(name, figures)
      for (const figure of figuresOf(one)) figures[figure]++
    }
  }
  return totals
}

function figuresOf({ state, assurance, recovery, byRule }: Counted): (keyof Figures)[] {
  if (state === 'not_expected') return ['not_expected']
  const figures: (keyof Figures)[] = ['expected', state]
  if (byRule) figures.push('by_rule')
  if (state === 'missing' || state === 'altered') {
    figures.push('damaged')
    figures.push(recovery === 'none' ? 'lost' : recovery === 'unknown' ? 'recovery_unknown' : 'recoverable')
  }
  if (state === 'intact') figures.push(`assurance_${assurance}` as keyof Figures)
  return figures
}
