/** What a setting for a host takes: an address with a scheme or a port is a mistake. */
export const hostForm = {
  pattern: /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)$/,
  expected: 'a host name or an IP address, without scheme or port',
} as const
