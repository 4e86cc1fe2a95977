import { createEngine } from 'seaworthy'
import { migrate } from 'seaworthy/postgres'
import { openDatabase } from './database.ts'
import { storefront } from './design/storefront.ts'
import type { Database } from './repositories/database.ts'
import { createUserRepository } from './repositories/user-repository.ts'
import { createUsersHandlers } from './services/users.ts'

// 1. The database: the one that DB_HOST or DB_DSN names, else one that is started here.
const database = await openDatabase<Database>(process.env)

// 2. Its tables.
const migrated = await migrate(database.db, {
  folder: new URL('../migrations', import.meta.url).pathname,
})

// 3. The service behind the design.
const users = createUsersHandlers(createUserRepository(database.db))
const engine = createEngine(storefront, { handlers: { users } })

// 4. Listen, and say where.
const { url } = await engine.listen({
  host: process.env['SERVER_HOST'] ?? '127.0.0.1',
  port: Number(process.env['SERVER_PORT'] ?? 8080),
})
console.log(`
  Storefront is ready.

    API       ${url}/api/v1/users
    Docs      ${url}/docs
    OpenAPI   ${url}/openapi.json
    Database  ${database.description}${migrated.length > 0 ? `, migrated by ${migrated.join(', ')}` : ''}

  Press Ctrl+C to stop.
`)

// 5. Stop in the reverse order.
const signals = ['SIGINT', 'SIGTERM'] as const
await new Promise((resolve) => signals.forEach((signal) => process.once(signal, resolve)))
await engine.close()
await database.close()
