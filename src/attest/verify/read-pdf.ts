import { getDocumentProxy } from 'unpdf'

type Box = { left: number; bottom: number; right: number; top: number }

/** What a reader sees of a page. */
export type PageSeen = {
  /** Its text in reading order; spaces and line ends as the page has them. */
  text: string
  /** Everything that is drawn, in order, with the programs of the fonts: equal when two pages look alike. */
  drawing: string
  /** Where text stands, in points from the lower left corner. */
  textBoxes: Box[]
  annotations: { signature: boolean; box: Box }[]
}

export type PdfSeen = { attachments: Map<string, string>; pages: PageSeen[] }

type Document = Awaited<ReturnType<typeof getDocumentProxy>>
type Page = Awaited<ReturnType<Document['getPage']>>

/** @returns undefined when the bytes are no PDF that can be read */
export async function readPdf(bytes: Uint8Array): Promise<PdfSeen | undefined> {
  let document: Document
  try {
    document = await getDocumentProxy(Uint8Array.from(bytes), {
      verbosity: 0,
      stopAtErrors: true,
      disableFontFace: true,
      fontExtraProperties: true,
      useSystemFonts: false,
    })
  } catch {
    return undefined
  }
  try {
    const pages: PageSeen[] = []
    for (let i = 1; i <= document.numPages; i++) pages.push(await readPage(await document.getPage(i)))
    return { attachments: await readAttachments(document), pages }
  } catch {
    return undefined
  } finally {
    await document.loadingTask.destroy()
  }
}

async function readAttachments(document: Document): Promise<Map<string, string>> {
  const attachments = new Map<string, string>()
  for (const [id, { filename }] of (await document.getAttachments()) ?? []) {
    const content = await document.getAttachmentContent(id)
    attachments.set(filename, content === null ? '' : new TextDecoder().decode(content))
  }
  return attachments
}

async function readPage(page: Page): Promise<PageSeen> {
  const { items } = await page.getTextContent()
  const texts = items.filter((item) => 'str' in item)
  const { fnArray, argsArray } = await page.getOperatorList()
  return {
    text: texts.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join(''),
    drawing: drawingOf(page, fnArray, argsArray),
    textBoxes: texts
      .filter(({ str }) => str.trim() !== '')
      .map(({ transform, width, height }) => ({
        left: Number(transform[4]),
        bottom: Number(transform[5]),
        right: Number(transform[4]) + width,
        top: Number(transform[5]) + height,
      })),
    annotations: (await page.getAnnotations()).map(({ fieldType, rect }) => ({
      signature: fieldType === 'Sig',
      box: { left: rect[0], bottom: rect[1], right: rect[2], top: rect[3] },
    })),
  }
}

/** pdf.js numbers the documents that it has open; the numbers in the names of fonts and images are not compared. */
function drawingOf(page: Page, operators: number[], parameters: unknown[]): string {
  const fonts = new Set<string>()
  const drawn = JSON.stringify([operators, parameters], (_, value: unknown) => {
    if (typeof value !== 'string') return value
    if (/^g_d\d+_f\d+$/.test(value)) fonts.add(value)
    return value.replace(/^(g_|img_p?)d?\d+_/, '$1')
  })
  const programs = [...fonts].map((name) => {
    const font = page.commonObjs.get(name) as { data?: Uint8Array }
    return Buffer.from(font.data ?? []).toString('base64')
  })
  return JSON.stringify([drawn, programs])
}
