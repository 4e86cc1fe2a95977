/** `/users/{id}` is `/users/:id` to Fastify, `{*path}` is `*`, and a literal `:` is `::`. */
export function toFastifyPath(template: string): string {
  return template
    .replaceAll(':', '::')
    .replace(/\{\*\w+\}/, '*')
    .replace(/\{(\w+)\}/g, ':$1')
}
