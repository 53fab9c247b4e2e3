import { hash } from 'node:crypto'
import type { Case } from '../ask.ts'

const md5 = (text: string) => hash('md5', text, 'base64')
const write = (what: string, method: Case['method'], key: string, rest: Partial<Case> = {}): Case => ({
  what: `write: ${what}`,
  method,
  bucket: 'scratch',
  key,
  ...rest,
})
const body = Buffer.from('contenu')

/** In this order: each rests on those before it. */
export const WRITING: Record<string, Case[]> = {
  'uploads and deletions': [
    write('an object', 'PUT', 'é/a b+c', { body }),
    write('it is there', 'GET', 'é/a b+c'),
    write('again, shorter', 'PUT', 'é/a b+c', { body: Buffer.from('c') }),
    write('it is shorter', 'GET', 'é/a b+c'),
    write('with type and metadata', 'PUT', 'typed', {
      body,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'x-amz-meta-origine': 'dépôt'.normalize('NFD').replace(/[^ -~]/g, ''),
      },
    }),
    write('its type and metadata', 'HEAD', 'typed'),
    write('with its MD5', 'PUT', 'md5', { body, headers: { 'content-md5': md5('contenu') } }),
    write('with another MD5', 'PUT', 'bad-md5', { body, headers: { 'content-md5': md5('autre') } }),
    write('with an MD5 that is none', 'PUT', 'bad-md5', { body, headers: { 'content-md5': 'MD5' } }),
    write('nothing came of it', 'HEAD', 'bad-md5'),
    write('of another hash than was signed', 'PUT', 'bad-hash', {
      body,
      tamper: (signed) => ({ ...signed, body: Buffer.from('CONTENU') }),
    }),
    write('nothing came of that', 'HEAD', 'bad-hash'),
    write('unsigned body', 'PUT', 'unsigned', {
      body,
      headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    }),
    write('a key of 1,024 bytes', 'PUT', 'k'.repeat(1024), { body }),
    write('a key of 1,025 bytes', 'PUT', 'k'.repeat(1025), { body }),
    write('into a bucket that is not there', 'PUT', 'x', { body, bucket: 'absent' }),
    write('list them', 'GET', '', { query: { 'list-type': '2', 'encoding-type': 'url' } }),
    write('delete', 'DELETE', 'typed'),
    write('it is gone', 'HEAD', 'typed'),
    write('delete what is not there', 'DELETE', 'typed'),
    write('delete in a bucket that is not there', 'DELETE', 'x', { bucket: 'absent' }),
    write('list what is left', 'GET', '', { query: { 'list-type': '2', 'encoding-type': 'url' } }),
  ],
}
