import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Where systems keep a Chromium. */
const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A real Chromium without a window: `CHROMIUM`, the system's, or the one that an npm package carries for Linux. */
export async function openBrowser(): Promise<Browser> {
  const { CHROMIUM } = process.env
  const executablePath = CHROMIUM ?? INSTALLED.find((path) => existsSync(path)) ?? (await carried())
  // Tests run as root in containers, where Chromium's sandbox cannot be set up; it is shown only pages of ours.
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** The package unpacks it into the temporary folder, with the libraries that small systems lack. */
async function carried(): Promise<string> {
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x' // this is how it is told to bring them
  const { default: packed } = await import('@sparticuz/chromium')
  return await packed.executablePath()
}
