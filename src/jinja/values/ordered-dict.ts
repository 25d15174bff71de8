import { Dict } from './value.ts'

/** Python's OrderedDict: a dict that says so when it prints. */
export class OrderedDict extends Dict {}
