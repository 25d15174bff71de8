#!/usr/bin/env node
/**
 * The command line. The flow: this file → `runCli` (what was asked for) → one module of `commands/`, loaded only now,
 * which goes through the package's door (`assay.ts`) and tells a `Report` what happens.
 */
import { terminalOfProcess } from './terminal-of-process.ts'
import { packageVersion } from './version.ts'

const { terminal, exit } = terminalOfProcess()
const args = process.argv.slice(2)
// The version needs nothing else, so nothing else is loaded.
if (args.length === 1 && /^(?:--version|-v|-V)$/.test(args[0] ?? '')) {
  terminal.stdout.write(`assay ${packageVersion()}\n`)
} else {
  const { runCli } = await import('./run-cli.ts')
  exit(await runCli(args, terminal))
}
