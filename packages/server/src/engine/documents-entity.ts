import { createHash } from 'node:crypto'
import type { EncodedResponse } from './response-encoder.ts'

type Content = string | Uint8Array

interface Made {
  readonly body: Content
  readonly etag: string
}

/** Something that is the same for every request: made once, when it is first asked for. */
export class DocumentsEntity {
  readonly #contentType: string
  readonly #make: () => Content | Promise<Content>
  readonly #headers: readonly (readonly [string, string])[]
  #made: Promise<Made> | undefined = undefined

  constructor(
    contentType: string,
    make: () => Content | Promise<Content>,
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.#contentType = contentType
    this.#make = make
    this.#headers = Object.entries(headers)
  }

  /** 304 to a client that has it already (RFC 9110 §13.1.2). */
  async answer(ifNoneMatch: string | undefined): Promise<EncodedResponse> {
    const { body, etag } = await this.#once()
    const headers = [
      ...this.#headers,
      ['etag', etag],
      ['cache-control', 'no-cache'],
      ['x-content-type-options', 'nosniff'],
    ] as const
    if (matches(ifNoneMatch, etag)) {
      return { status: 304, headers, contentType: undefined, body: undefined }
    }
    return { status: 200, headers, contentType: this.#contentType, body }
  }

  /** A failure is not kept: the next request tries again. */
  #once(): Promise<Made> {
    this.#made ??= this.#build().catch((error: unknown) => {
      this.#made = undefined
      throw error
    })
    return this.#made
  }

  async #build(): Promise<Made> {
    const body = await this.#make()
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
    return { body, etag }
  }
}

/** Weak comparison: `W/"a"` is `"a"`. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')))
}
