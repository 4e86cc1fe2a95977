import { isIP } from 'node:net'

/** An IP address, also with the length of a prefix: `10.0.0.0/8`, `::1`. */
export function isAddressRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return (
    prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (bits[version] ?? 0))
  )
}

const bits: Readonly<Record<number, number>> = { 4: 32, 6: 128 }
