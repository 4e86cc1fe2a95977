/** `users`, `email-taken` → `UsersEmailTaken`: the name of a component. */
export function pascalCase(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** The name itself, or with the first number from 2 up that makes it free. */
export function freeName(name: string, isTaken: (name: string) => boolean, separator = ''): string {
  let free = name
  for (let count = 2; isTaken(free); count++) free = `${name}${separator}${count}`
  return free
}
