import { api } from '@seaworthy/design'
import { users } from './users.ts'

export const storefront = api('storefront', {
  version: '1.0.0',
  title: 'Storefront',
  description: 'The reference service of Seaworthy: a small shop, built as one would run it.',
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  path: '/api/v1',
  services: [users],
})
