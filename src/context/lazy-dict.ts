import type { Dict } from '../jinja/values/value.ts'

/**
 * A dict whose content is made when a template first touches it: `graph` and `model` of a large project cost nothing
 * to those who never ask. Once made it is an ordinary dict, changes included (packages keep their state there).
 */
export function lazyDict(make: () => Dict): () => Dict {
  let made: Dict | undefined
  return () => {
    made ??= make()
    return made
  }
}
