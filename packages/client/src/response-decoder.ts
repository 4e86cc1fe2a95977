import type { CodecCompiler, MethodModel, RouteModel } from '@seaworthy/design'
import type { ReceivedResponse } from './received-response.ts'
import { ResponseMismatch } from './response-mismatch.ts'
import { type ResponseReader, compileResponseReader } from './response-reader.ts'

/** Turns the answers to one route into results: finds the designed response and reads every place. */
export class ResponseDecoder {
  /** For the `Accept` header: what the design sends, and problem documents. */
  readonly accept: string
  readonly #responses: readonly ResponseReader[]

  constructor(method: MethodModel, route: RouteModel, codecs: CodecCompiler, checked: boolean) {
    const types = route.responses.flatMap(({ body }) => body?.contentType.split(';', 1) ?? [])
    this.accept = [...new Set([...types, 'application/problem+json'])].join(', ')
    this.#responses = route.responses.map((response) =>
      compileResponseReader(method, route.verb, response, codecs, checked),
    )
  }

  /** @throws ResponseMismatch when no response of the design fits. */
  decode(received: ReceivedResponse): unknown {
    const candidates = this.#responses.filter(({ status }) => status === received.status)
    if (candidates.length === 0) throw new ResponseMismatch(describeStatus(received))
    const mismatches: ResponseMismatch[] = []
    for (const candidate of candidates) {
      try {
        return candidate.read(received)
      } catch (error) {
        if (!(error instanceof ResponseMismatch)) throw error
        mismatches.push(error)
      }
    }
    throw mismatches.find(({ violations }) => violations.length > 0) ?? mismatches[0] ?? noResponse
  }
}

const noResponse = new ResponseMismatch('no response of the design fits')

function describeStatus({ status, headers }: ReceivedResponse): string {
  const location = headers.get('location')
  if (status === 0) return 'the service redirects, which a browser hides from its pages'
  if (status >= 300 && status < 400 && location !== null) {
    return 'the service redirects to another address'
  }
  return 'the design has no response with this status'
}
