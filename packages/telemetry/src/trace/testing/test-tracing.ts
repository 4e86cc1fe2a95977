import type { TestContext } from 'node:test'
import { type TracingOptions, createTracing } from '../create-tracing.ts'
import type { RequestSpanRecord } from '../server-span.ts'
import type { Tracing } from '../tracing.ts'
import { type OtlpSink, startGrpcSink, startSink } from './otlp-sink.ts'

/** Tracing that is closed when the test ends. */
export function testTracing(test: TestContext, options: Partial<TracingOptions> = {}): Tracing {
  const tracing = createTracing({ serviceName: 'storefront', ...options })
  test.after(() => tracing.close(100))
  return tracing
}

export async function testSink(test: TestContext, protocol?: 'grpc'): Promise<OtlpSink> {
  const sink = await (protocol === 'grpc' ? startGrpcSink() : startSink())
  test.after(() => sink[Symbol.asyncDispose]())
  return sink
}

/** A request that took 5 ms and is over now. */
export function requestRecord(more: Partial<RequestSpanRecord> = {}): RequestSpanRecord {
  return {
    started: performance.now() - 5,
    durationMs: 5,
    verb: 'GET',
    route: '/orders/{id}',
    path: '/orders/7',
    status: 200,
    requestId: 'request-1',
    ...more,
  }
}
