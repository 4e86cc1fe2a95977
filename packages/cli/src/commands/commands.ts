import type { Command } from '../command.ts'

/** Every command, loaded when it is called. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  openapi: async () => (await import('./openapi.ts')).openapi,
  routes: async () => (await import('./routes.ts')).routes,
}
