import type { ServerResponse } from 'node:http'

const continueKey: unique symbol = Symbol('seaworthy.continue')

type Waiting = { [continueKey]?: boolean }

/**
 * The client sends its body only when it is told to (`Expect: 100-continue`): a request that is
 * refused never does.
 */
export function holdContinue(response: ServerResponse): void {
  ;(response as Waiting)[continueKey] = true
}

export function isContinueHeld(response: ServerResponse): boolean {
  return (response as Waiting)[continueKey] === true
}

/** Asks for the body, where the client waits to be asked. */
export function sendContinue(response: ServerResponse): void {
  if (!isContinueHeld(response)) return
  ;(response as Waiting)[continueKey] = false
  response.writeContinue()
}
