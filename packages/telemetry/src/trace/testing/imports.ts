import { registerHooks } from 'node:module'

/** Prints which packages a service with tracing loads: run with or without an endpoint. */
const loaded: string[] = []
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    loaded.push(found.url)
    return found
  },
})

const { createTracing } = await import('../../trace.ts')
const tracing = createTracing({ serviceName: 'storefront', endpoint: process.argv[2] })
const request = tracing.begin({})
tracing.run(request, () => tracing.span(request, 'part', 'internal', {}, () => {}))
tracing.inject(request, {})
await tracing.ready
await tracing.flush()
await tracing.close()
const packages = loaded.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? [])
process.stdout.write(JSON.stringify([...new Set(packages)]))
