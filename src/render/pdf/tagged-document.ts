import PDFDocument from 'pdfkit'
import type { PdfDocument } from './block.ts'
import { FONTS, type Weight } from './fonts.ts'
import { PAGE, STYLE } from './page.ts'

/** Says that the document is PDF/UA-1 as well, in the form that PDF/A asks of a name that it does not know. */
const PDF_UA = `
  <rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
        <pdfaProperty:name>part</pdfaProperty:name>
        <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
        <pdfaProperty:category>internal</pdfaProperty:category>
        <pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
      </rdf:li></rdf:Seq></pdfaSchema:property>
    </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>`

/** pdfkit writes the metadata's texts into XML as they are. */
class EscapedMetadata extends PDFDocument {
  override endMetadata(): void {
    const info = this.info as Record<string, unknown>
    for (const [name, value] of Object.entries(info)) {
      if (typeof value === 'string') info[name] = escapeXml(value)
    }
    super.endMetadata()
  }
}

/**
 * A page on which text in both weights can be set, as `open` makes it: tagged, in one language, PDF/A-3a and PDF/UA-1
 * in form.
 */
export class TaggedDocument {
  readonly pdf: PDFKit.PDFDocument
  readonly root: PDFKit.PDFStructureElement
  readonly left = PAGE.margins.left
  readonly width: number
  readonly bottom: number

  constructor({ title, author, language, created }: PdfDocument) {
    this.pdf = new EscapedMetadata({
      ...PAGE,
      pdfVersion: '1.7',
      subset: 'PDF/A-3a',
      tagged: true,
      lang: language,
      displayTitle: true,
      bufferPages: true,
      font: null as unknown as string, // no default: only embedded fonts
      info: {
        Title: title,
        Author: author,
        Creator: 'constat',
        Producer: 'PDFKit',
        CreationDate: created,
        ModDate: created,
      },
    })
    for (const [weight, font] of Object.entries(FONTS)) {
      this.pdf.registerFont(weight, font as unknown as string) // pdfkit takes an opened font, its types do not say so
    }
    this.pdf.appendXML(PDF_UA)
    this.root = this.pdf.struct('Document')
    this.pdf.addStructure(this.root)
    this.width = this.pdf.page.width - PAGE.margins.left - PAGE.margins.right
    this.bottom = this.pdf.page.height - PAGE.margins.bottom
  }

  /** Takes up font, size and colour for what is set next. */
  pen(weight: Weight, size: number, colour: string = STYLE.ink): PDFKit.PDFDocument {
    return this.pdf.font(weight, size).fillColor(colour)
  }

  /** Begins a new page unless so much room is left, in points. */
  keep(height: number): void {
    if (this.pdf.y + height > this.bottom) this.pdf.addPage()
  }

  /** Draws what is no content: rules, shades, repeated headers. Readers for the blind pass over it. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.pdf.markContent('Artifact', { type })
    draw()
    this.pdf.endMarkedContent()
  }
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
