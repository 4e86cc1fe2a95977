import type { OpenApiDocument } from '@seaworthy/design/openapi'

export type DocumentFormat = 'json' | 'yaml'

/** The text of a document. Readers of YAML 1.1, for whom `no` is a boolean, read it as well. */
export async function documentText(
  document: OpenApiDocument,
  format: DocumentFormat,
): Promise<string> {
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`
  const { stringify } = await import('yaml')
  return stringify(document, { aliasDuplicateObjects: false, compat: 'yaml-1.1', lineWidth: 0 })
}
