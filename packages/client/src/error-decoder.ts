import {
  type Codec,
  type CodecCompiler,
  type ErrorModel,
  Issues,
  type MethodModel,
  automaticProblemType,
  automaticProblems,
} from '@seaworthy/design'
import type { ApiError, Failure } from './api-error.ts'
import { DesignedApiError } from './designed-api-error.ts'
import { fieldOf } from './is-object.ts'
import { compileKindCheck } from './json-kind.ts'
import { ProblemApiError, type ProblemErrorCode } from './problem-api-error.ts'
import { type ReceivedProblem, readProblem } from './received-problem.ts'
import type { ReceivedResponse } from './received-response.ts'
import { assertNoIssues } from './response-mismatch.ts'

/** Turns the problem documents of one method into errors: by their `type`, not by their status. */
export class ErrorDecoder {
  readonly #designed: ReadonlyMap<string, DesignedDecoder>

  constructor(method: MethodModel, codecs: CodecCompiler) {
    this.#designed = new Map(
      method.errors.map((model) => [model.type, { model, decode: compileFields(model, codecs) }]),
    )
  }

  /**
   * `undefined`: the answer is no problem document.
   *
   * @throws ResponseMismatch when it is an error of the design whose fields do not fit.
   */
  decode(received: ReceivedResponse, failure: Failure): ApiError | undefined {
    const problem = readProblem(received)
    if (problem === undefined) return undefined
    const designed = this.#designed.get(problem.type)
    if (designed === undefined) {
      return new ProblemApiError(
        automaticCodes.get(problem.type) ?? 'problem:unknown',
        problem,
        failure,
      )
    }
    const fields = designed.decode(problem)
    return new DesignedApiError(designed.model, fields, problem, failure)
  }

  /** The answer to HEAD has no document: its status is all there is to tell one error by. */
  decodeStatus(status: number, failure: Failure): ApiError | undefined {
    const [first, second] = [...this.#designed.values()].filter(
      ({ model }) => model.status === status && (model.fields?.required ?? []).length === 0,
    )
    const nothing = { detail: undefined, traceId: undefined, violations: [], members: {} }
    if (first !== undefined && second === undefined) {
      const { model } = first
      return new DesignedApiError(model, {}, { ...nothing, ...model }, failure)
    }
    for (const [name, automatic] of Object.entries(automaticProblems)) {
      if (automatic.status !== status || name === 'validation') continue
      return new ProblemApiError(
        `problem:${name}` as ProblemErrorCode,
        { ...nothing, type: 'about:blank', title: automatic.title },
        failure,
      )
    }
    return undefined
  }
}

interface DesignedDecoder {
  readonly model: ErrorModel
  readonly decode: (problem: ReceivedProblem) => unknown
}

/** Fields are looked at one level deep: required ones are there, and of the right JSON type. */
function compileFields(
  { fields }: ErrorModel,
  codecs: CodecCompiler,
): (problem: ReceivedProblem) => unknown {
  const required = new Set(fields?.required)
  const readers = Object.entries(fields?.properties ?? {}).map(([name, json]) => {
    const checkKind = compileKindCheck(json)
    const codec = codecs.compile(json)
    const decode: Codec = (value, issues) => {
      checkKind(value, issues)
      return issues.count === 0 ? codec(value, issues) : undefined
    }
    return { name, decode, required: required.has(name) }
  })
  return ({ members }) => {
    const decoded: Record<string, unknown> = {}
    const issues = new Issues()
    for (const { name, decode, required: expected } of readers) {
      const value = fieldOf(members, name)
      if (value === undefined) {
        if (expected) issues.add('required', 'is required', name)
        continue
      }
      const own = new Issues()
      decoded[name] = decode(value, own)
      for (const { path, rule, message } of own.list) issues.add(rule, message, name, ...path)
    }
    assertNoIssues(issues, 'body')
    return decoded
  }
}

const automaticCodes: ReadonlyMap<string, ProblemErrorCode> = new Map(
  Object.keys(automaticProblems).map((name) => [
    automaticProblemType(name as keyof typeof automaticProblems),
    `problem:${name}` as ProblemErrorCode,
  ]),
)
