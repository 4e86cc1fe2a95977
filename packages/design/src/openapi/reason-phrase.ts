const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  203: 'Non-Authoritative Information',
  204: 'No Content',
  205: 'Reset Content',
  206: 'Partial Content',
  300: 'Multiple Choices',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  503: 'Service Unavailable',
}

/** What HTTP calls a status that a design may answer with (RFC 9110 §15). */
export function reasonPhrase(status: number): string {
  return phrases[status] ?? (status < 300 ? 'Success' : 'Redirection')
}
