import { type SourceLocation, captureLocation } from '../source-location.ts'

/** Something outside the process that methods depend on: a database, a cache, another service. */
export interface Resource {
  readonly name: string
  /** What its failure means for readiness: see the health page of the documentation. */
  readonly criticality: Criticality
  readonly description: string | undefined
  readonly at: SourceLocation
}

export type Criticality = 'critical' | 'degrading' | 'info'

/** Names a resource so that methods can say that they use it. */
export function resource(
  name: string,
  options: { readonly criticality?: Criticality; readonly description?: string } = {},
): Resource {
  const { criticality = 'critical', description } = options
  return Object.freeze({ name, criticality, description, at: captureLocation() })
}
