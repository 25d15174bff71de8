/** The first rows that a data test found fault with: PostgreSQL's own text, long values cut, personal ones hidden. */
export interface FailingRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Those of the columns whose values are hidden. */
  readonly masked: readonly string[]
}
