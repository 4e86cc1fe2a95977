import type { ClientOptions } from './client-settings.ts'
import { type InjectableEngine, engineFetch } from './testing.ts'

/** The two ways to reach an engine: every scenario runs over both. */
export const transports = ['memory', 'socket'] as const

export type Transport = (typeof transports)[number]

/** Options of a client that reaches the engine; whoever made the engine closes it. */
export async function connect(
  engine: InjectableEngine & { listen(): Promise<{ readonly url: string }> },
  transport: Transport,
): Promise<Pick<ClientOptions, 'baseUrl' | 'fetch'>> {
  if (transport === 'memory') return { fetch: engineFetch(engine) }
  const { url } = await engine.listen()
  return { baseUrl: url }
}
