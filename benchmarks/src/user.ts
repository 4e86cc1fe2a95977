/** The resource that every peer serves. */
export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** What `POST /users` takes. */
export type NewUser = Omit<User, 'id'>

/** Every peer answers `GET /users/:id` with the id of the path and this person. */
export const person: NewUser = { name: 'Ada Lovelace', email: 'ada@example.com' }

/** Every peer gives a created user this id, so that answers can be compared. */
export const createdId = '3f2b8c1e-6d4a-4b7e-9c55-0a1b2c3d4e5f'
