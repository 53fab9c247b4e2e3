/** The page, in points (1/72 inch): A4 with margins of 20 mm, and room for two lines at the foot. */
export const PAGE = { size: 'A4', margins: { top: 54, left: 57, right: 57, bottom: 74 } } as const

/** Sizes in points; colours have a contrast of at least 7:1 on white. */
export const STYLE = {
  body: { size: 10, gap: 0.5, after: 6 },
  letterhead: { size: 9.5, gap: 0, after: 1 },
  headings: { 1: 20, 2: 12.5, 3: 10.5 },
  table: { size: 8.5, gap: -0.5, padding: { x: 4, y: 3 } },
  footer: { size: 8 },
  ink: '#1b1b22',
  accent: '#1f3864',
  soft: '#4a4a55',
  rule: '#b8bcc8',
  shade: '#eef1f7',
} as const
