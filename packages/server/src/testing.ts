export { testPostgres } from './postgres/test-postgres.ts'
export type { TestPostgres } from './postgres/test-postgres.ts'
