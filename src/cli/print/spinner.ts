/** How often live lines are drawn. */
export const FRAME_MILLISECONDS = 80

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

export function spinnerFrame(n: number): string {
  return FRAMES[n % FRAMES.length] ?? ''
}
