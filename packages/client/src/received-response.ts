/** An answer, read to its end. */
export interface ReceivedResponse {
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** The media type of an answer without its parameters, in lower case; empty when it has none. */
export function mediaTypeOf({ headers }: ReceivedResponse): string {
  return essenceOf(headers.get('content-type') ?? '')
}

export function essenceOf(contentType: string): string {
  const [essence = ''] = contentType.split(';', 1)
  return essence.trim().toLowerCase()
}
