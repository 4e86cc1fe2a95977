/** How a property is written in YAML: `readTimeout` → `read_timeout`. */
export function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
