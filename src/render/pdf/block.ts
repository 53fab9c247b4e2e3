/** A stretch of text in one weight. */
export type Span = { text: string; strong: boolean }

export type TableColumn = {
  label: string
  /** Of the width of the page, in relation to the other columns. */
  share: number
  align: 'left' | 'right'
}

/** What a document is made of, from top to bottom. Every block becomes a tagged structure. */
export type Block =
  | { type: 'heading'; level: 1 | 2 | 3; spans: readonly Span[] }
  | { type: 'paragraph'; spans: readonly Span[] }
  | { type: 'list'; items: readonly (readonly Span[])[] }
  /** Labels and what stands for them: a table whose first column is its header. */
  | { type: 'fields'; rows: readonly { label: readonly Span[]; value: readonly Span[] }[] }
  /** The first cell of a row is its header; the header row is repeated on each page. */
  | { type: 'table'; columns: readonly TableColumn[]; rows: readonly (readonly string[])[] }

/** A file that the document carries. */
export type Attachment = { name: string; content: string; mediaType: string; description: string }

export type PdfDocument = {
  title: string
  author: string
  /** BCP 47, such as fr-FR. */
  language: string
  /** Its date in the metadata: the same document has the same bytes. */
  created: Date
  letterhead: readonly Block[]
  blocks: readonly Block[]
  /** What stands at the foot of each page, before its number. */
  footer: { left: string; below: string; page: (page: number, pages: number) => string }
  attachment: Attachment
}
