import type { ApiModel, MethodModel, ServiceModel } from '../model/model.ts'
import { freeName } from './names.ts'

/**
 * `service.method`; further routes of a method are `service.method.2` and so on, files and
 * redirects `service.files` and `service.redirect`. Methods come first: theirs never change.
 */
export class OperationIds {
  readonly #taken = new Set<string>()

  constructor({ services }: ApiModel) {
    for (const { methods } of services) {
      for (const method of methods) this.#taken.add(idOf(method))
    }
  }

  ofRoute(method: MethodModel, index: number): string {
    return index === 0 ? idOf(method) : this.#claim(idOf(method))
  }

  ofStatic(service: ServiceModel, kind: 'files' | 'redirect'): string {
    return this.#claim(`${service.name}.${kind}`)
  }

  #claim(id: string): string {
    const free = freeName(id, (name) => this.#taken.has(name), '.')
    this.#taken.add(free)
    return free
  }
}

function idOf({ service, name }: MethodModel): string {
  return `${service}.${name}`
}
