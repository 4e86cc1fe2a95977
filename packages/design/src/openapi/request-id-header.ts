import type { HeaderObject, Reference } from './openapi-document.ts'

/** Every answer of the engine has it. */
export const requestIdHeader: Readonly<Record<string, Reference>> = {
  'X-Request-ID': { $ref: '#/components/headers/RequestId' },
}

export const sharedHeaders: Readonly<Record<string, HeaderObject>> = {
  RequestId: {
    description: 'The id of the request: that of the caller when it sent one, else a new one',
    required: true,
    schema: { type: 'string' },
  },
}
