import type { Generated } from 'kysely'

/** The tables, as the migrations make them. */
export interface Database {
  users: UsersTable
}

export interface UsersTable {
  id: Generated<string>
  name: string
  email: string
  created_at: Generated<string>
  updated_at: Generated<string>
}
