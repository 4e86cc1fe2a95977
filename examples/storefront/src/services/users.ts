import { implement } from 'seaworthy'
import { users } from '../design/users.ts'
import type { UserRepository } from '../repositories/user-repository.ts'

/** The handlers of `users`: what the design says, said with a repository. */
export function createUsersHandlers(repository: UserRepository) {
  return implement(users, {
    list: ({ page, limit }) => repository.list({ offset: (page - 1) * limit, limit }),

    async get({ id }, { errors }) {
      return (await repository.find(id)) ?? errors.notFound.throw({ id })
    },

    async create({ name, email }, { errors, request }) {
      const user = await repository.create({ name, email })
      if (user === 'emailTaken') throw errors.emailTaken()
      return { ...user, location: `${pathOf(request.url)}/${user.id}` }
    },

    async update({ id, name, email }, { errors }) {
      const user = await repository.update(id, { name, email })
      if (user === 'notFound') throw errors.notFound({ id })
      if (user === 'emailTaken') throw errors.emailTaken()
      return user
    },

    async delete({ id }, { errors }) {
      if (!(await repository.delete(id))) throw errors.notFound({ id })
    },
  })
}

function pathOf(url: string): string {
  return url.replace(/\?.*$/, '')
}
