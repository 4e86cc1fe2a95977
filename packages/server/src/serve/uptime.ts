/** Milliseconds as people read them: `3h12m5s`. */
export function formatUptime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  const parts = [
    days > 0 && `${days}d`,
    (days > 0 || hours > 0) && `${hours}h`,
    seconds >= 60 && `${minutes}m`,
    `${seconds % 60}s`,
  ]
  return parts.filter(Boolean).join('')
}
