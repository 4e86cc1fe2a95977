import type { Tell } from '../problems.ts'

/** Names become members of objects (handlers, clients, errors) and parts of labels and addresses. */
export function checkName(name: unknown, kind: string, tell: Tell): void {
  if (typeof name !== 'string' || !/^[A-Za-z][\w-]*$/.test(name))
    tell('NAME_INVALID', { name, kind })
  // `await` would call a method named "then"; the others every object has.
  else if (name === 'then' || name in Object.prototype) tell('NAME_RESERVED', { name, kind })
}
