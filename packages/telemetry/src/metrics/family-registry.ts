import { Registry } from '@prometheus-io/client'
import { checkDefinition } from './check-definition.ts'
import { metricsError } from './errors.ts'
import type { Family, Snapshot } from './family.ts'
import { type ForeignMetric, toForeignSnapshot } from './foreign-snapshot.ts'
import { type MetricDefinition, toFamilyName, toSeriesNames } from './metric-definition.ts'
import { RegistryMetric } from './registry-metric.ts'

/**
 * All metrics of a service, in one registry of the client library: ours, and what other libraries
 * register there. Ours are written out by ourselves: the library writes everything in one turn of the
 * event loop, in one format at a time, and renames counters for good when that is OpenMetrics.
 */
export class FamilyRegistry {
  readonly registry = new Registry()
  readonly #names = new Set<string>()
  readonly #onFailure: (metric: string, error: unknown) => void

  /** `onFailure` hears what a function threw that was to tell values. */
  constructor(onFailure: (metric: string, error: unknown) => void) {
    this.#onFailure = onFailure
  }

  add<Added extends Family>(family: Added): Added {
    checkDefinition(family.definition)
    this.#claimNames(family.definition)
    // The registry asks for no more than a RegistryMetric has (its own aggregate() registers plain objects).
    const metric = new RegistryMetric(family) as unknown as Parameters<
      Registry['registerMetric']
    >[0]
    this.registry.registerMetric(metric)
    return family
  }

  /** What everything is at this moment: first what has to be waited for, then ours in one go. */
  async snapshots(): Promise<Snapshot[]> {
    const metrics: readonly object[] = this.registry.getMetricsAsArray()
    const found = await Promise.all(metrics.map((metric) => this.#read(metric)))
    const refreshes = new Set<() => void>()
    for (const item of found) {
      if (item instanceof RegistryMetric && item.family.refresh) refreshes.add(item.family.refresh)
    }
    for (const refresh of refreshes) refresh()
    return found.flatMap((item) => {
      if (item === undefined) return []
      return [item instanceof RegistryMetric ? item.family.snapshot() : item]
    })
  }

  async #read(metric: object): Promise<RegistryMetric | Snapshot | undefined> {
    if (metric instanceof RegistryMetric) return metric
    // What is in the registry and not ours is a metric of the library: it has get().
    const foreign = metric as ForeignMetric
    try {
      return toForeignSnapshot(await inTime(foreign.get(), foreign.name))
    } catch (error) {
      this.#onFailure(foreign.name, error)
      return undefined
    }
  }

  /** A series must not belong to two metrics, in either format. */
  #claimNames(definition: MetricDefinition): void {
    const names = [...new Set([toFamilyName(definition), ...toSeriesNames(definition)])]
    const taken = names.find((name) => this.#names.has(name))
    if (taken !== undefined || this.registry.getSingleMetric(definition.name) !== undefined) {
      throw metricsError('METRIC_NAME_TAKEN', { name: taken ?? definition.name })
    }
    for (const name of names) this.#names.add(name)
  }
}

/** How long a scrape waits for a metric that is not ours; Prometheus itself gives up after 10 s. */
const foreignDeadline = 2_000

async function inTime<Value>(value: Promise<Value>, name: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${name} told no value within ${foreignDeadline} ms`)),
      foreignDeadline,
    )
  })
  try {
    return await Promise.race([value, late])
  } finally {
    clearTimeout(timer)
  }
}
