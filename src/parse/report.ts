import type { Diagnostic } from '../base/diagnostic.ts'

/** Takes a diagnostic; parsing goes on, so that all of them are shown together. */
export type Report = (diagnostic: Diagnostic) => void
