import { semanticBuckets } from '../buckets.ts'
import { inNamespace, metricDefinitions } from '../definitions.ts'
import { HistogramFamily } from '../histogram-family.ts'
import { HistogramTable } from '../histogram-table.ts'
import { toLabelSet } from '../label-set.ts'
import { CountFamily } from './count-family.ts'
import { ObjectiveEdges } from './objective-edges.ts'
import { type RouteSlot, StatusRows } from './route-slot.ts'
import { SemanticLabels } from './semantic-labels.ts'

/** A route of the design. */
export interface RouteDeclaration {
  readonly method: string
  /** The template: `/api/v1/users/{id}`. */
  readonly path: string
  /** What it answers by design, errors too; 200 if left out. None: nothing is there at zero. */
  readonly statuses?: readonly number[]
  /** In milliseconds. An edge of the buckets, so that the share of requests below it is known. */
  readonly latencyObjective?: number | undefined
}

export interface RouteTablesOptions {
  readonly namespace: string
  /** In seconds. */
  readonly durationBuckets: readonly number[]
  /** In bytes. */
  readonly sizeBuckets: readonly number[]
  /** The scheme that the OpenTelemetry labels tell; `undefined`: without that histogram. */
  readonly semanticScheme: string | undefined
  readonly now: () => number
}

/** The path of requests that no route takes: what a stranger asks for makes no series. */
export const unroutedPath = '_unrouted'

/** What can become of any request, whatever its design says: a defect, no capacity, its deadline. */
const usualFailures = [500, 503, 504]

/** The tables behind the slots, and the families that show them. */
export class RouteTables {
  readonly families: readonly (CountFamily | HistogramFamily)[]
  readonly #edges: ObjectiveEdges
  readonly #durations: HistogramTable
  readonly #sizes: HistogramTable
  readonly #semantic: SemanticLabels | undefined
  readonly #slots = new Map<string, StatusRows>()
  /** By row: whether it is shown before its first request. */
  readonly #durationAtZero: boolean[] = []
  readonly #sizeAtZero: boolean[] = []

  constructor(options: RouteTablesOptions) {
    const { durationBuckets, sizeBuckets, semanticScheme, now, namespace } = options
    const { httpRequests, httpDuration, httpResponseSize, semanticDuration } = metricDefinitions
    this.#edges = new ObjectiveEdges(durationBuckets)
    this.#durations = new HistogramTable(durationBuckets, now)
    this.#sizes = new HistogramTable(sizeBuckets, now)
    const shownAtZero = (row: number) => this.#durationAtZero[row] === true
    const families: (CountFamily | HistogramFamily)[] = [
      new CountFamily(inNamespace(httpRequests, namespace), this.#durations),
      new HistogramFamily(inNamespace(httpDuration, namespace), this.#durations, {
        edges: () => this.#edges.edges(),
        shownAtZero,
      }),
      new HistogramFamily(inNamespace(httpResponseSize, namespace), this.#sizes, {
        shownAtZero: (row) => this.#sizeAtZero[row] === true,
      }),
    ]
    if (semanticScheme !== undefined) {
      this.#semantic = new SemanticLabels(semanticScheme)
      this.#durations.addEdges(semanticBuckets)
      families.push(
        new HistogramFamily(semanticDuration, this.#durations, {
          edges: () => this.#edges.edges(semanticBuckets),
          labelSets: this.#semantic.labelSets,
          shownAtZero,
        }),
      )
    }
    this.families = families
  }

  slot({ method, path, statuses = [200], latencyObjective }: RouteDeclaration): RouteSlot {
    if (latencyObjective !== undefined && this.#edges.add(latencyObjective)) {
      this.#durations.addEdges(this.#edges.objectives)
    }
    const slot = this.#slots.get(`${method} ${path}`) ?? this.#addSlot(method, path)
    if (statuses.length > 0) this.#showAtZero(slot, statuses)
    return slot
  }

  #showAtZero(slot: StatusRows, statuses: readonly number[]): void {
    this.#sizeAtZero[slot.sizeRow] = true
    for (const status of statuses) this.#durationAtZero[slot.expect(status)] = status < 400
    for (const status of usualFailures) slot.expect(status)
  }

  #addSlot(method: string, path: string): StatusRows {
    const slot = new StatusRows({
      durations: this.#durations,
      sizes: this.#sizes,
      sizeRow: this.#sizes.addRow(toLabelSet({ method, path })),
      addStatus: (status) => {
        const route = path === unroutedPath ? '' : path
        this.#semantic?.add(method, route, status)
        return this.#durations.addRow(toLabelSet({ method, path, status }))
      },
    })
    this.#slots.set(`${method} ${path}`, slot)
    return slot
  }
}
