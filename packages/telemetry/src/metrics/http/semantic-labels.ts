import { type LabelSet, toLabelSet } from '../label-set.ts'

/**
 * The labels of `http.server.request.duration` in the stable semantic conventions of OpenTelemetry:
 * no route, no label; `error.type` for what is an error of the server.
 */
export class SemanticLabels {
  /** In the order in which they were added. */
  readonly labelSets: LabelSet[] = []
  readonly #scheme: string

  constructor(scheme: string) {
    this.#scheme = scheme
  }

  /** `route`: empty if there is none. */
  add(method: string, route: string, status: string): void {
    const labels = {
      http_request_method: method,
      http_route: route,
      http_response_status_code: status,
      url_scheme: this.#scheme,
      error_type: status.startsWith('5') ? status : '',
    }
    this.labelSets.push(toLabelSet(labels))
  }
}
