import { parsePathTemplate } from '../model/path-template.ts'
import type { LowerVerb, OperationObject, PathItemObject } from './openapi-document.ts'

/** The name in the document for each path parameter of a route. */
export type ParameterNames = ReadonlyMap<string, string>

/**
 * The paths of a document. Paths that differ only in the names of their parameters are one path to
 * OpenAPI: the first to come names them for all.
 */
export class PathItems {
  readonly #items = new Map<string, { [Verb in LowerVerb]?: OperationObject }>()
  readonly #templates = new Map<string, string>()

  add(path: string, verb: LowerVerb, write: (names: ParameterNames) => OperationObject): void {
    const shape = shapeOf(path)
    const known = this.#templates.get(shape) ?? path.replace('{*', '{')
    // `/{id}` and `/{*rest}` may stand side by side, which OpenAPI cannot tell: the second keeps
    // its star.
    const template = this.#items.get(known)?.[verb] === undefined ? known : path
    if (!this.#templates.has(shape)) this.#templates.set(shape, template)
    const own = namesOf(path.replace('{*', '{'))
    const names = namesOf(template)
    const item = this.#items.get(template) ?? {}
    item[verb] = write(new Map(own.map((name, index) => [name, names[index] ?? name])))
    this.#items.set(template, item)
  }

  toObject(): Record<string, PathItemObject> {
    return Object.fromEntries(this.#items)
  }
}

function shapeOf(path: string): string {
  const template = parsePathTemplate(path)
  return typeof template === 'string' ? path : template.shape.replace('{*}', '{}')
}

function namesOf(path: string): string[] {
  return [...path.matchAll(/\{(\*?\w+)\}/g)].map(([, name = '']) => name)
}
