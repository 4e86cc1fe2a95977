import { existsSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { type Browser, chromium } from 'playwright-core'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const missing = `No Chromium was found, so pages were NOT tested in a browser.
Install one (Debian: apt-get install chromium; macOS: brew install --cask google-chrome),
or set CHROMIUM_PATH to the one that you have.`

/** A browser that talks to nobody on its own account; `undefined`, loudly, where there is none. */
export async function openChromium(t: TestContext): Promise<Browser | undefined> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? places.find((path) => existsSync(path))
  if (executablePath === undefined) {
    if (process.env['CI']) throw new Error(missing)
    console.error(`\n${missing}\n`)
    t.skip(missing)
    return undefined
  }
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  t.after(() => browser.close())
  return browser
}
