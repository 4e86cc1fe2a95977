import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadConfig } from './load-config.ts'
import { observabilitySettings } from './sections/observability.ts'
import { toTracesUrl } from './traces-url.ts'

test('spans go to the more special endpoint, ours before that of OpenTelemetry, or nowhere', () => {
  const general = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://otel.example/base/' }
  const special = { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/as-it-is' }
  const table: [Record<string, string>, string | undefined][] = [
    [{}, undefined],
    [general, 'https://otel.example/base/v1/traces'],
    [{ ...general, TRACING_ENDPOINT: 'collector:4318' }, 'http://collector:4318/v1/traces'],
    [{ TRACING_ENDPOINT: 'jaeger:4317', TRACING_PROTOCOL: 'grpc' }, 'http://jaeger:4317'],
    [{ ...general, ...special }, 'https://traces.example/as-it-is'],
    [{ ...general, TRACING_ENABLED: 'false' }, undefined],
    [{ ...special, OTEL_SDK_DISABLED: 'true' }, undefined],
  ]
  for (const [env, url] of table) {
    const config = loadConfig({ sections: [observabilitySettings], env, dotenv: false })
    assert.equal(toTracesUrl(config.observability), url)
  }
})
