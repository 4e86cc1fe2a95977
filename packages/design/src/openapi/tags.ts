import type { ApiModel } from '../model/model.ts'
import type { TagObject } from './openapi-document.ts'

/** The tags of services and methods. A service describes the first tag it has. */
export function toTags({ services }: ApiModel): TagObject[] {
  const tags = new Map<string, string | undefined>()
  for (const { tags: own, description } of services) {
    const [first] = own
    if (first !== undefined) tags.set(first, tags.get(first) ?? description)
  }
  for (const { tags: own, methods } of services) {
    for (const tag of [...own, ...methods.flatMap((method) => method.tags)]) {
      if (!tags.has(tag)) tags.set(tag, undefined)
    }
  }
  return [...tags].map(([name, description]) => ({
    name,
    ...(description !== undefined && { description }),
  }))
}
