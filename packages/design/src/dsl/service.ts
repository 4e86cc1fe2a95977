import type { ShapeInput, ShapeOutput, Shape } from '../schema/shape.ts'
import type { AnyType, InputOf, OutputOf } from '../schema/schema.ts'
import { type SourceLocation, captureLocation } from '../source-location.ts'
import type { ErrorDefinition, ErrorTypes } from './error.ts'
import type { FilesDefinition, RedirectDefinition } from './files.ts'
import type { Resource } from './resource.ts'
import type { RouteDefinition } from './route.ts'
import type { SecurityInput } from './security.ts'

/** What a method is, before and apart from how it travels. */
export interface MethodDefinition {
  readonly description?: string
  readonly summary?: string
  /** Fields by name, or one type. Without it the method takes nothing. */
  readonly payload?: Shape | AnyType
  /** Without it the method returns nothing. */
  readonly result?: Shape | AnyType
  readonly errors?: Readonly<Record<string, ErrorDefinition>>
  /** One route or several. */
  readonly http: RouteDefinition | readonly RouteDefinition[]
  readonly security?: SecurityInput
  /** The resources that the method cannot do without. */
  readonly uses?: readonly Resource[]
  /** How long the method may take, such as `'5s'`. Default: that of the API (30 s). */
  readonly deadline?: Duration
  readonly slo?: Slo
  /** Calling it twice has the effect of calling it once. Default: by the verb (RFC 9110 §9.2.2). */
  readonly idempotent?: boolean
  /** The class of rate limit that counts its calls. Default: `default`. */
  readonly rateLimit?: string
  readonly deprecated?: boolean
  readonly tags?: readonly string[]
}

/** A whole number and a unit: `250ms`, `30s`, `5m`, `1h`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h'}`

/** The objective of a method: the share of calls that succeed, and how fast. */
export interface Slo {
  /** A share below 1, such as 0.999. */
  readonly availability?: number
  /** The share `p` of calls takes less than `under`. */
  readonly latency?: { readonly p: number; readonly under: Duration }
}

export interface ServiceDefinition<Methods> {
  readonly description?: string
  /** Prefix of every route of the service. Default: none. */
  readonly path?: string
  readonly security?: SecurityInput
  /** Errors that every method may answer with. */
  readonly errors?: Readonly<Record<string, ErrorDefinition>>
  readonly methods: Methods
  readonly files?: readonly FilesDefinition[]
  readonly redirects?: readonly RedirectDefinition[]
  readonly tags?: readonly string[]
}

/** A group of methods. The type parameter holds plain types: no schema reaches further. */
export interface Service<
  Name extends string = string,
  Methods extends MethodTypesMap = MethodTypesMap,
> {
  readonly name: Name
  readonly definition: ServiceDefinition<Readonly<Record<string, MethodDefinition>>>
  readonly at: SourceLocation
  readonly '~types'?: Methods
}

export type MethodTypesMap = { readonly [method: string]: MethodTypes }

/** The TypeScript types of a method: all that handlers and clients see of the design. */
export interface MethodTypes {
  /** What the client gives, and what the handler gets (defaults filled in). */
  readonly request: unknown
  readonly payload: unknown
  /** What the handler returns, and what the client gets. */
  readonly result: unknown
  readonly response: unknown
  readonly errors: { readonly [error: string]: ErrorTypes }
}

/**
 * Declares a service. Problems are not thrown here: `api()` reports those of the whole design.
 */
export function service<
  const Name extends string,
  Methods extends Readonly<Record<string, MethodDefinition>>,
  Errors extends Readonly<Record<string, ErrorDefinition>> = Record<never, never>,
>(
  name: Name,
  definition: ServiceDefinition<Methods> & {
    readonly errors?: Errors
    readonly methods: KnownSettings<Methods>
  },
): Service<Name, TypesOfMethods<Methods, Errors>> {
  return Object.freeze({
    name,
    definition: Object.freeze({ ...definition }),
    at: captureLocation(),
  })
}

/** A misspelled setting would be ignored: to the compiler, `Methods` is whatever is given. */
type KnownSettings<Methods> = {
  readonly [Name in keyof Methods]: keyof Methods[Name] extends keyof MethodDefinition
    ? unknown
    : { readonly [Setting in Exclude<keyof Methods[Name], keyof MethodDefinition>]: never }
}

type TypesOfMethods<Methods, Errors> = {
  readonly [Name in keyof Methods]: TypesOfMethod<Methods[Name], Errors>
} & {}

type TypesOfMethod<Method, ServiceErrors> = {
  readonly request: PayloadInput<Method>
  readonly payload: PayloadOutput<Method>
  readonly result: ResultInput<Method>
  readonly response: ResultOutput<Method>
  readonly errors: ErrorTypesOf<Method, ServiceErrors>
} & {}

type PayloadInput<Method> = Method extends { readonly payload: infer Type } ? In<Type> : void
type PayloadOutput<Method> = Method extends { readonly payload: infer Type } ? Out<Type> : void
type ResultInput<Method> = Method extends { readonly result: infer Type } ? In<Type> : void
type ResultOutput<Method> = Method extends { readonly result: infer Type } ? Out<Type> : void

type In<Type> = Type extends AnyType ? InputOf<Type> : Type extends Shape ? ShapeInput<Type> : never
type Out<Type> = Type extends AnyType
  ? OutputOf<Type>
  : Type extends Shape
    ? ShapeOutput<Type>
    : never

type ErrorTypesOf<Method, ServiceErrors> = Method extends { readonly errors: infer Errors }
  ? TypesOfErrors<Errors & Omit<ServiceErrors, keyof Errors>>
  : TypesOfErrors<ServiceErrors>

type TypesOfErrors<Errors> = {
  readonly [Name in keyof Errors]: TypesOfError<Errors[Name]>
} & {}

type TypesOfError<Definition> = Definition extends ErrorDefinition<infer Types> ? Types : never
