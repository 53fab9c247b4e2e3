import { readFileSync } from 'node:fs'
import type { RunStore } from '../store/run-store.ts'
import type { Figure } from './statement.ts'

type FigureRow = Figure & {
  expected: number
  collectivity_id: string | null
  consultation_id: string | null
}

/** The figures of a run that certificates show, each as the model `total` has it: those of `summary.json`. */
export type Figures = {
  ofKinds(kinds: readonly string[]): Figure[]
  ofCollectivity(collectivityId: string): Figure[]
  /** Without what is expected: while a consultation is sealed nobody is to know how many bids it has. */
  ofConsultation(collectivityId: string, consultationId: string): Figure[]
}

export async function readFigures(store: RunStore): Promise<Figures> {
  const rows = await store.rows<FigureRow>(
    readFileSync(new URL('./rows/figure.sql', import.meta.url), 'utf8'),
  )
  const byPlace = Map.groupBy(rows, (row) => placeOf(row.collectivity_id, row.consultation_id))
  const of = (collectivityId: string | null, consultationId: string | null) =>
    (byPlace.get(placeOf(collectivityId, consultationId)) ?? []).map(toFigure)
  return {
    ofKinds: (kinds) => of(null, null).filter(({ kind }) => kinds.includes(kind)),
    ofCollectivity: (collectivityId) => of(collectivityId, null),
    ofConsultation: (collectivityId, consultationId) =>
      of(collectivityId, consultationId).map((figure) => ({ ...figure, expected: null })),
  }
}

function placeOf(collectivityId: string | null, consultationId: string | null): string {
  return JSON.stringify([collectivityId, consultationId])
}

function toFigure({ collectivity_id: _, consultation_id: __, ...figure }: FigureRow): Figure {
  return figure
}
