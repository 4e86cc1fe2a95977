import type { SetCookie } from '../dsl/respond.ts'
import type { ResponseModel } from '../model/model.ts'
import { type JsonSchema, resolveRef } from '../schema/json-schema.ts'
import type { DocumentContext } from './document-context.ts'
import { pascalCase } from './names.ts'
import type { HeaderObject, Reference } from './openapi-document.ts'
import { requestIdHeader } from './request-id-header.ts'

/**
 * The headers of the responses that have one status. A header is required when all of them have
 * it; the cookies of all are told in one `Set-Cookie`.
 */
export function toResponseHeaders(
  responses: readonly ResponseModel[],
  hint: string,
  whole: JsonSchema | undefined,
  context: DocumentContext,
): Record<string, HeaderObject | Reference> {
  const headers: Record<string, HeaderObject | Reference> = { ...requestIdHeader }
  for (const { name, json } of responses.flatMap((response) => response.headers)) {
    const inAll = responses.every((response) =>
      response.headers.some((header) => header.name === name && header.required),
    )
    const written = context.schemas.write(json, 'response', hint + pascalCase(name), whole)
    const { description = resolveRef(json).description, deprecated, ...schema } = written
    headers[name] ??= {
      ...(description !== undefined && { description }),
      ...(inAll && { required: true }),
      ...(deprecated === true && { deprecated }),
      schema,
    }
  }
  const cookies = responses.flatMap((response) => response.cookies)
  const unique = [...new Map(cookies.map((one) => [one.cookie.name, one])).values()]
  if (unique.length > 0) headers['Set-Cookie'] = toSetCookie(unique, hint, whole, context)
  return headers
}

function toSetCookie(
  cookies: ResponseModel['cookies'],
  hint: string,
  whole: JsonSchema | undefined,
  { schemas, examples }: DocumentContext,
): HeaderObject {
  const described = cookies.map(({ cookie, json, required }) => {
    const { description } = resolveRef(json)
    const attributes = attributesOf(cookie).join('; ')
    const presence = required ? '' : ' (not always)'
    return `\`${cookie.name}\`${presence}${description ? `: ${description}` : ''} — ${attributes}`
  })
  const [first] = cookies
  const name = hint + pascalCase(first?.cookie.name ?? '')
  const json = first?.json ?? {}
  const value = examples.ofResponse(json, schemas.write(json, 'response', name, whole), name)
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? '')
  const pair = `${first?.cookie.name}=${encodeURIComponent(text)}`
  return {
    description: described.join('\n\n'),
    ...(cookies.some(({ required }) => required) && { required: true }),
    schema: { type: 'string' },
    example: first === undefined ? pair : [pair, ...attributesOf(first.cookie)].join('; '),
  }
}

function attributesOf(cookie: SetCookie): string[] {
  const { maxAge, domain, path = '/', secure = true, httpOnly = true, sameSite = 'lax' } = cookie
  return [
    ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
    ...(domain === undefined ? [] : [`Domain=${domain}`]),
    `Path=${path}`,
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(secure ? ['Secure'] : []),
    `SameSite=${sameSite.charAt(0).toUpperCase()}${sameSite.slice(1)}`,
  ]
}
