import type { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { TraceFlags, trace } from '@opentelemetry/api'
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { type Resource, defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  type Sampler as SdkSampler,
  SamplingDecision,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Scope } from '../active-trace.ts'
import type { Attributes } from '../attributes.ts'
import { RecordedSpan } from '../recorded-span.ts'
import type { Sampler } from '../sampler.ts'
import type { SpanClock } from '../span-clock.ts'
import type { SpanQueue } from '../span-queue.ts'
import { createHttpTransport } from './http-transport.ts'
import { OtlpExporter } from './otlp-exporter.ts'
import { type UserProvider, registerProvider } from './user-provider.ts'

export type OtlpProtocol = 'http/protobuf' | 'http/json' | 'grpc'

export interface ExportOptions {
  readonly url: URL
  readonly protocol: OtlpProtocol
  readonly headers: Readonly<Record<string, string>>
  readonly resource: Attributes
  readonly timeout: number
  readonly interval: number
  readonly maxQueue: number
  readonly sampler: Sampler
  readonly queue: SpanQueue
  readonly storage: AsyncLocalStorage<Scope>
  readonly clock: SpanClock
  readonly onError: (error: unknown) => void
}

/** The part of tracing that needs OpenTelemetry. */
export interface Export {
  readonly user: UserProvider
  /** Sends what waits now. Never rejects. */
  flush(): Promise<void>
  /** As `flush`, for the last time: nothing is repeated. */
  leave(): Promise<void>
  /** Cuts what is still on its way. */
  cut(): Promise<void>
}

const largestBatch = 512

/** Imported when there is an endpoint, and only then. */
export async function openExport(options: ExportOptions): Promise<Export> {
  const { queue, maxQueue, timeout, clock } = options
  const exporter = new OtlpExporter({
    transport: await openTransport(options),
    serializer: options.protocol === 'http/json' ? JsonTraceSerializer : ProtobufTraceSerializer,
    timeout,
    queue,
    onError: options.onError,
  })
  const batches = new BatchSpanProcessor({
    exporter,
    maxQueueSize: maxQueue,
    maxExportBatchSize: Math.min(largestBatch, maxQueue),
    scheduledDelayMillis: options.interval,
    // The exporter ends earlier by itself.
    exportTimeoutMillis: timeout + 5000,
  })
  const resource = toResource(options.resource)
  queue.deliverTo((span) => {
    if (span instanceof RecordedSpan) span.resource = resource
    batches.onEnd(span)
  })
  const provider = new TracerProvider({
    resource,
    sampler: toSdkSampler(options.sampler),
    spanProcessors: [toProcessor(queue)],
    spanLimits: { attributeValueLengthLimit: 1024 },
  })
  const flush = async () => {
    await batches.forceFlush().catch(() => {})
    await exporter.forceFlush()
  }
  return {
    user: registerProvider(provider, options.storage, clock),
    flush,
    leave() {
      exporter.leave()
      return flush()
    },
    async cut() {
      await exporter.shutdown()
      await batches.shutdown().catch(() => {})
    },
  }
}

async function openTransport({ protocol, url, headers }: ExportOptions) {
  if (protocol === 'grpc') {
    const { createGrpcTransport } = await import('./grpc-transport.ts')
    return createGrpcTransport({ url, headers })
  }
  const contentType = protocol === 'http/json' ? 'application/json' : 'application/x-protobuf'
  return createHttpTransport({ url, headers, contentType })
}

function toResource(attributes: Attributes): Resource {
  const instance = { 'service.instance.id': randomUUID() }
  return defaultResource().merge(resourceFromAttributes({ ...instance, ...attributes }))
}

/** Spans of user code go through the same queue as ours. */
function toProcessor(queue: SpanQueue): SpanProcessor {
  return {
    onStart() {},
    onEnd(span) {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0) queue.add(span)
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  }
}

/** Inside of a request it has been decided; a trace that user code begins is decided as ours are. */
function toSdkSampler(sampler: Sampler): SdkSampler {
  return {
    shouldSample(context, traceId) {
      const parent = trace.getSpanContext(context)
      const keep =
        parent === undefined
          ? sampler.keeps(traceId)
          : (parent.traceFlags & TraceFlags.SAMPLED) !== 0
      return { decision: keep ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD }
    },
    toString: () => `SeaworthySampler{${sampler.ratio}}`,
  }
}
