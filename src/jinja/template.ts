/** A parsed template. `source` is the whole file, so that spans of a block in a larger file still point right. */
export interface Template {
  readonly file: string
  readonly source: string
  readonly body: readonly unknown[]
}
