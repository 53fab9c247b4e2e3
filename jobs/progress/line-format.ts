import type { Figures } from '../../src/vocabulary/journal.ts'
import type { View } from './work.ts'

/** How a journal's lines look. Each is one line; what is undefined is not written. */
export type LineFormat = {
  stage(stage: string): string | undefined
  progress(view: View): string
  finished(view: View, figures: Figures): string
  warning(message: string, stage: string | undefined): string
}
