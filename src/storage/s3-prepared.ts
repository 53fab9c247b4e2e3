import type { S3Client, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-s3'
import type { HttpRequest, HttpResponse } from '@smithy/core/protocols'
import type { Command, HandlerExecutionContext } from '@smithy/types'

type Signer = Awaited<ReturnType<S3Client['config']['signer']>>
/** What the SDK makes of a command before it signs it: whither, and with which headers; and who signs. */
export type PreparedRequest = { request: HttpRequest; signer: Signer; region: string }
type S3Command<Input extends ServiceInputTypes, Output extends ServiceOutputTypes> = Command<
  ServiceInputTypes,
  Input,
  ServiceOutputTypes,
  Output,
  S3Client['config']
>

/**
 * Has the SDK prepare the request of a command and takes it away before it is signed: nothing is sent.
 *
 * @returns undefined when it is to be signed otherwise than by SigV4
 */
export async function prepareRequest<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  client: S3Client,
  command: S3Command<Input, Output>,
): Promise<PreparedRequest | undefined> {
  let taken: { request: HttpRequest; context: HandlerExecutionContext } | undefined
  command.middlewareStack.add(
    (_, context) => async (args) => {
      taken = { request: args.request as HttpRequest, context }
      return { response: undefined, output: { $metadata: {} } as Output }
    },
    { step: 'build', priority: 'low', name: 'takePrepared' },
  )
  await client.send(command)
  const scheme = taken?.context.endpointV2?.properties?.['authSchemes'] as
    | { name: string; signingRegion?: string; disableDoubleEncoding?: boolean }[]
    | undefined
  if (taken === undefined || scheme?.[0]?.name !== 'sigv4') return undefined
  return {
    request: taken.request,
    signer: await client.config.signer(scheme[0] as never),
    region: scheme[0].signingRegion ?? (await client.config.region()),
  }
}

/**
 * Signs a request like the prepared one, by the SDK's signer with its credentials and its clock, and sends it by its HTTP
 * handler, once.
 *
 * @throws what the handler throws
 */
export async function sendPrepared(
  { config }: S3Client,
  { signer, region }: PreparedRequest,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const signed = await signer.sign(request, {
    signingDate: new Date(Date.now() + config.systemClockOffset),
    signingRegion: region,
    signingService: 's3',
  })
  const { response } = await config.requestHandler.handle(signed as HttpRequest, { abortSignal: signal })
  return response
}
