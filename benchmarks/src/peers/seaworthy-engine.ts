import { createEngine } from 'seaworthy'
import { benchApi, benchHandlers } from '../bench-design.ts'
import { runPeer } from '../peer.ts'

/** The engine alone: a design and its handlers, without log or metrics. */
await runPeer(async () => {
  const engine = createEngine(benchApi, { handlers: benchHandlers })
  const { port } = await engine.listen({ host: '127.0.0.1', port: 0 })
  return { port, close: () => engine.close() }
})
