import { section } from '../section.ts'
import { setting } from '../setting.ts'
import { hostForm } from './host-form.ts'

/** Logs, metrics and traces. Where OpenTelemetry has a variable for the same, ours goes before it. */
export const observabilitySettings = section(
  'observability',
  {
    serviceName: setting.string({
      env: ['SERVICE_NAME', 'TRACING_SERVICE_NAME', 'OTEL_SERVICE_NAME'],
      optional: true,
      example: 'storefront',
      description: 'In every log line, metric and span; the name of the design if not set.',
    }),
    logLevel: setting.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], {
      env: 'LOG_LEVEL',
      default: 'info',
      spellings: { warning: 'warn', panic: 'fatal' },
      description: 'Lines below it are not written.',
    }),
    logFormat: setting.enum(['json', 'pretty'], {
      env: 'LOG_FORMAT',
      default: 'json',
      developmentDefault: 'pretty',
      description: 'json for machines, pretty for people.',
      insteadOf: ['LOG_PRETTY'],
    }),
    metricsEnabled: setting.boolean({
      env: 'METRICS_ENABLED',
      default: true,
      description: 'Whether metrics are served.',
    }),
    metricsHost: setting.string({
      env: 'METRICS_HOST',
      optional: true,
      ...hostForm,
      example: '127.0.0.1',
      description: 'The address of the ops port; that of the server if not set.',
    }),
    metricsPort: setting.port({
      env: 'METRICS_PORT',
      default: 9090,
      listens: true,
      description: 'The ops port.',
    }),
    metricsPath: setting.string({
      env: 'METRICS_PATH',
      default: '/metrics',
      pattern: /^\/[\w./-]*$/,
      expected: 'a path that begins with /',
      description: 'The path of the metrics there.',
    }),
    tracingEnabled: setting.boolean({
      env: 'TRACING_ENABLED',
      default: true,
      description: 'Whether spans are exported, given an endpoint.',
    }),
    otelSdkDisabled: setting.boolean({
      env: 'OTEL_SDK_DISABLED',
      default: false,
      description: 'Switches traces off, whatever TRACING_ENABLED says.',
    }),
    tracingEndpoint: setting.string({
      env: ['TRACING_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
      optional: true,
      pattern: /^(?:https?:\/\/[^\s@]+|[\w.-]+:\d{1,5}|\[[0-9A-Fa-f:]+\]:\d{1,5})$/,
      expected: 'a host with a port, or an http URL without credentials',
      example: 'http://collector:4318',
      description:
        'The OTLP collector. `/v1/traces` is added for HTTP. Without it nothing is exported.',
    }),
    tracingTracesEndpoint: setting.url({
      env: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      optional: true,
      description: 'Used as it is; goes before the endpoint above, because it is the more special.',
    }),
    tracingProtocol: setting.enum(['http/protobuf', 'http/json', 'grpc'], {
      env: [
        'TRACING_PROTOCOL',
        'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
        'OTEL_EXPORTER_OTLP_PROTOCOL',
      ],
      default: 'http/protobuf',
      spellings: { http: 'http/protobuf' },
      description: 'How spans are sent.',
    }),
    tracingSampler: setting.enum(
      [
        'parentbased_traceidratio',
        'parentbased_always_on',
        'parentbased_always_off',
        'traceidratio',
        'always_on',
        'always_off',
      ],
      {
        env: 'OTEL_TRACES_SAMPLER',
        default: 'parentbased_traceidratio',
        description: 'Which traces are kept.',
      },
    ),
    tracingSampleRate: setting.number({
      env: ['TRACING_SAMPLE_RATE', 'OTEL_TRACES_SAMPLER_ARG'],
      default: 0.1,
      developmentDefault: 1,
      minimum: 0,
      maximum: 1,
      description: 'The share of traces that a ratio sampler keeps.',
    }),
  },
  {
    description:
      'Logs, metrics and traces. Of several variables that are set, the first counts: ours go before those of OpenTelemetry.',
    prefixes: ['LOG_', 'METRICS_', 'TRACING_'],
    checks: [
      ({ tracingEndpoint = '', tracingProtocol }, { show, name }) => {
        const port = /:(\d+)\/?$/.exec(tracingEndpoint)?.[1]
        const wanted = { 4317: 'grpc', 4318: 'http/protobuf' }[port ?? '']
        if (wanted === undefined || (wanted === 'grpc') === (tracingProtocol === 'grpc'))
          return undefined
        const other = wanted === 'grpc' ? 4318 : 4317
        return {
          keys: ['tracingEndpoint', 'tracingProtocol'],
          message: `${show('tracingEndpoint')} is the port for ${wanted === 'grpc' ? 'gRPC' : 'HTTP'}, but ${show('tracingProtocol')}`,
          fix: `Set ${name('tracingProtocol')}=${wanted}, or change the port to ${other}`,
        }
      },
      ({ metricsPort }, { deployed, environment, show, name }) =>
        metricsPort !== 0 || !deployed
          ? undefined
          : {
              keys: ['metricsPort'],
              message: `${show('metricsPort')} takes any free port, which nobody can find in ${environment}`,
              fix: `Set ${name('metricsPort')} to a port, such as 9090`,
            },
    ],
  },
)
