/**
 * `/users/{id}` is `/users/:id` to Fastify, `{*path}` is `*`, a literal `:` is `::`, and literal
 * text is compared without its percent-encodings.
 */
export function toFastifyPath(template: string): string {
  return decode(template)
    .replaceAll(':', '::')
    .replace(/\{\*\w+\}/, '*')
    .replace(/\{(\w+)\}/g, ':$1')
}

/** Fastify lets a parameter be empty; a segment of an address is not. */
export function hasEmptySegment(parameters: unknown): boolean {
  const values = parameters as Readonly<Record<string, string>>
  for (const name in values) {
    if (values[name] === '' && name !== '*') return true
  }
  return false
}

function decode(template: string): string {
  return template.includes('%') ? decodeURI(template) : template
}
