import { checkDefinition } from './check-definition.ts'
import { type Counter, createCounter } from './counter.ts'
import { type Gauge, createGauge } from './gauge.ts'
import { type Histogram, createHistogram } from './histogram.ts'
import type { InstrumentContext, MetricDeclaration } from './instrument.ts'
import type { MetricDefinition, MetricType } from './metric-definition.ts'

/** Declares metrics of a service, each once and while it starts; a bad name throws. */
export interface Instruments {
  counter<const Label extends string = never>(declaration: MetricDeclaration<Label>): Counter<Label>
  gauge<const Label extends string = never>(declaration: GaugeDeclaration<Label>): Gauge<Label>
  histogram<const Label extends string = never>(
    declaration: HistogramDeclaration<Label>,
  ): Histogram<Label>
}

export interface GaugeDeclaration<Label extends string> extends MetricDeclaration<Label> {
  /** Called at each scrape, to set what is read and not counted. */
  readonly collect?: (gauge: Gauge<Label>) => void
}

export interface HistogramDeclaration<Label extends string> extends MetricDeclaration<Label> {
  /** Upper edges, from low to high; those of requests if left out: 5 ms to 10 s. */
  readonly buckets?: readonly number[]
}

/** `prefix`: before each name, without the `_` between. */
export function createInstruments(context: InstrumentContext, prefix: string): Instruments {
  const define = (declaration: MetricDeclaration<string>, type: MetricType): MetricDefinition => {
    const { name, help, labels = [], unit } = declaration
    const definition = { name: `${prefix}_${name}`, type, help, labels, ...(unit && { unit }) }
    checkDefinition(definition)
    context.drops.expect(definition.name)
    return definition
  }
  return {
    counter: (declaration) => createCounter(define(declaration, 'counter'), context),
    gauge: (declaration) => createGauge(define(declaration, 'gauge'), context, declaration.collect),
    histogram: (declaration) =>
      createHistogram(define(declaration, 'histogram'), context, declaration.buckets),
  }
}
