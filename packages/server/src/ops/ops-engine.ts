import { type ApiModel, api } from '@seaworthy/design'
import type { FastifyPluginAsync } from 'fastify'
import { type Engine, createEngine } from '../engine/engine.ts'
import { implement } from '../engine/implement.ts'
import { mount } from '../engine/mount.ts'
import type { BuildInfo } from '../serve/build-info.ts'
import type { Telemetry } from '../serve/telemetry.ts'
import { probes } from './health-design.ts'
import { info, logging, management, metrics, settings } from './management-design.ts'
import {
  type ProcessStatus,
  createHealthHandlers,
  createProbeHandlers,
  operatorAuthenticator,
} from './ops-handlers.ts'

export interface OpsOptions {
  readonly host: string
  readonly port: number
  /** What operators send as `X-Ops-Token` to read settings and change the log level. */
  readonly token?: string | undefined
  /** The settings to show, secrets masked. */
  readonly settings?: () => readonly SettingRow[]
}

export interface SettingRow {
  readonly key: string
  /** `undefined`: not set. */
  readonly value: string | undefined
  readonly origin: string
}

export interface OpsEngineOptions extends Pick<OpsOptions, 'token' | 'settings'> {
  readonly api: ApiModel
  readonly telemetry: Telemetry
  readonly build: BuildInfo
  readonly environment: string
  readonly status: ProcessStatus
}

const silent = () => {}

/** The ops port: our own management design, behind our own engine. */
export function createOpsEngine(options: OpsEngineOptions): Engine {
  const { telemetry, status, settings: rows = () => [], token } = options
  const { level } = telemetry
  return createEngine(management, {
    authenticators: { opsToken: operatorAuthenticator(token) },
    record: silent,
    handlers: {
      probes: createProbeHandlers(status),
      health: createHealthHandlers(status),
      metrics: implement(metrics, {
        scrape: (_, { request }) => telemetry.scrape(request.headers.accept),
      }),
      info: implement(info, { get: () => describeBuild(options) }),
      settings: implement(settings, {
        list: () => rows().map(({ key, value, origin }) => ({ key, value, origin })),
      }),
      logging: implement(logging, {
        get: () => level.get(),
        set: (wanted, { principal }) => level.set(wanted, principal?.subject ?? 'unknown'),
        reset: (_, { principal }) => level.reset(principal?.subject ?? 'unknown'),
      }),
    },
  })
}

/** The bare probes on the public port: nothing that a stranger could use, no line in the log. */
export function mountProbes(status: ProcessStatus): FastifyPluginAsync {
  const publicProbes = api('probes', { version: '1.0.0', services: [probes] })
  return mount(publicProbes, { handlers: { probes: createProbeHandlers(status) }, record: silent })
}

function describeBuild({ api: model, build, environment, status }: OpsEngineOptions) {
  return {
    service: model.name,
    version: build.version,
    commit: build.commit,
    build_time: build.buildTime,
    environment,
    node: process.versions.node,
    started_at: new Date(status.startedAt).toISOString(),
    api: { name: model.name, version: model.version },
  }
}
