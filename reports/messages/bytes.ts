import { encode as encodeBase64, wrap as wrapBase64 } from 'nodemailer/lib/base64'
import type MimeNode from 'nodemailer/lib/mime-node'
import { encode as encodeQuotedPrintable, wrap as wrapQuotedPrintable } from 'nodemailer/lib/qp'

/**
 * Writes a composed message out, or a part of one, as its own `build` does: that sends each part through half a dozen
 * streams, which for thousands of drafts costs more than composing them.
 *
 * @param node a message whose contents are texts and buffers
 */
export function bytesOf(node: MimeNode): Buffer {
  return Buffer.from(withLineEnd(textOf(node)))
}

function textOf(node: MimeNode): string {
  const head = `${node.buildHeaders()}\r\n\r\n` // also says how its parts are told apart
  if (!node.multipart) return head + contentOf(node)
  const parts = node.childNodes.map((part) => `--${node.boundary}\r\n${textOf(part)}\r\n`)
  return `${head}${parts.join('')}--${node.boundary}--\r\n`
}

function contentOf(node: MimeNode): string {
  const { content = '' } = node
  if (typeof content !== 'string' && !Buffer.isBuffer(content))
    throw new Error('only texts and buffers are written')
  switch (node.getTransferEncoding()) {
    case 'base64':
      return wrapBase64(encodeBase64(content))
    case 'quoted-printable':
      return wrapQuotedPrintable(encodeQuotedPrintable(content))
    default:
      return content.toString()
  }
}

function withLineEnd(text: string): string {
  if (text.endsWith('\n')) return text
  return text.endsWith('\r') ? `${text}\n` : `${text}\r\n`
}
