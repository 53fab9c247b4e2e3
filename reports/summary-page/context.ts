import type { Locale } from '../../src/render/column.ts'
import type { Figures } from './figures.ts'
import type { PageData } from './page-data.ts'
import type { PageTexts } from './texts.ts'

/** What each section and picture is made of: the data, the language's texts, and how figures are written in it. */
export type PageContext = { data: PageData; locale: Locale; t: PageTexts; f: Figures }
