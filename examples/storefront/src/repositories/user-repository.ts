import { type Kysely, type Selectable, sql } from 'kysely'
import { isUniqueViolation } from 'seaworthy/postgres'
import type { Database, UsersTable } from './database.ts'

export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly createdAt: string
  readonly updatedAt: string
}

export type UserData = Pick<User, 'name' | 'email'>

export interface UserRepository {
  list(page: { readonly offset: number; readonly limit: number }): Promise<User[]>
  find(id: string): Promise<User | undefined>
  /** `emailTaken`: another user has the address. */
  create(data: UserData): Promise<User | 'emailTaken'>
  update(id: string, data: UserData): Promise<User | 'notFound' | 'emailTaken'>
  /** Whether there was such a user. */
  delete(id: string): Promise<boolean>
}

export function createUserRepository(db: Kysely<Database>): UserRepository {
  return {
    async list({ offset, limit }) {
      const rows = await db
        .selectFrom('users')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .offset(offset)
        .limit(limit)
        .execute()
      return rows.map(toUser)
    },
    async find(id) {
      const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toUser(row)
    },
    create: (data) =>
      unlessEmailTaken(async () =>
        toUser(await db.insertInto('users').values(data).returningAll().executeTakeFirstOrThrow()),
      ),
    update: (id, data) =>
      unlessEmailTaken(async () => {
        const row = await db
          .updateTable('users')
          .set({ ...data, updated_at: sql`now()` })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst()
        return row === undefined ? 'notFound' : toUser(row)
      }),
    async delete(id) {
      const { numDeletedRows } = await db
        .deleteFrom('users')
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
  }
}

/** The index decides, not a query before: two requests at once cannot both win. */
async function unlessEmailTaken<Result>(
  write: () => Promise<Result>,
): Promise<Result | 'emailTaken'> {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error, 'users_email_key')) return 'emailTaken'
    throw error
  }
}

function toUser({ id, name, email, created_at, updated_at }: Selectable<UsersTable>): User {
  return { id, name, email, createdAt: created_at, updatedAt: updated_at }
}
