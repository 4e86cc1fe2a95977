import assert from 'node:assert/strict'
import { test } from 'node:test'
import { negotiateFormat } from './exposition-format.ts'

const formats: readonly (readonly [accept: string | undefined, format: string])[] = [
  [undefined, 'prometheus'],
  ['', 'prometheus'],
  ['*/*', 'prometheus'],
  ['text/html,application/xhtml+xml,*/*;q=0.8', 'prometheus'],
  ['application/json', 'prometheus'],
  ['text/plain', 'prometheus'],
  ['text/plain;version=0.0.4', 'prometheus'],
  ['application/openmetrics-text', 'openmetrics'],
  ['application/openmetrics-text; version=1.0.0; charset=utf-8', 'openmetrics'],
  ['APPLICATION/OpenMetrics-Text;Version="1.0.0";Q=0.5', 'openmetrics'],
  ['application/openmetrics-text;version=0.0.1', 'prometheus'],
  ['application/openmetrics-text;version=2.0.0', 'prometheus'],
  ['application/openmetrics-text;q=0, */*', 'prometheus'],
  ['application/openmetrics-text;q=0.3, text/plain;q=0.5', 'prometheus'],
  ['application/openmetrics-text;q=0.5, text/plain;q=0.3', 'openmetrics'],
  ['application/openmetrics-text;q=0.5, text/*;q=0.9', 'prometheus'],
  ['application/openmetrics-text;q=0.5, */*;q=0.9', 'prometheus'],
  ['application/openmetrics-text, text/plain', 'openmetrics'],
  ['application/openmetrics-text;q=nonsense', 'prometheus'],
  // Prometheus 2.42
  [
    'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,' +
      'text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
    'openmetrics',
  ],
  // Prometheus 3
  [
    'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,' +
      'application/openmetrics-text;version=0.0.1;q=0.5,' +
      'text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
    'openmetrics',
  ],
  // Prometheus with scrape_protocols: [PrometheusText0.0.4, OpenMetricsText1.0.0]
  [
    'text/plain;version=0.0.4;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,*/*;q=0.4',
    'prometheus',
  ],
]

for (const [accept, format] of formats) {
  test(`"${accept ?? ''}" gets ${format}`, () => {
    assert.equal(negotiateFormat(accept), format)
  })
}
