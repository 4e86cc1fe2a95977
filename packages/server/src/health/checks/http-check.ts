import type { HealthCheck } from '../health-check.ts'

export interface HttpCheckOptions extends Pick<
  HealthCheck,
  'criticality' | 'interval' | 'timeout'
> {
  readonly name: string
  readonly url: string
  /** What counts as working. Default: 200–299. */
  readonly accepts?: (status: number) => boolean
}

/** Whether another service answers. Redirects are not followed, its body is not read. */
export function httpCheck({
  name,
  url,
  accepts = isSuccess,
  ...rest
}: HttpCheckOptions): HealthCheck {
  return {
    name,
    criticality: 'degrading',
    ...rest,
    async run(signal) {
      const response = await fetch(url, { signal, redirect: 'manual' })
      await response.body?.cancel()
      if (accepts(response.status)) return { status: 'ok' }
      return { status: 'unhealthy', message: `answered ${response.status}` }
    },
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status <= 299
}
