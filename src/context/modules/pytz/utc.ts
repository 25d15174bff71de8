import type { Value } from '../../../jinja/values/value.ts'
import { memberOf, members } from '../../members.ts'
import { TimeDelta } from '../datetime/time-delta.ts'
import { Zone } from '../datetime/zone.ts'

const NOTHING = TimeDelta.of(0n)

/** pytz's UTC, one object whatever it is called by. */
class Utc extends Zone {
  override readonly typeName = 'UTC'
  override readonly offset = NOTHING
  override readonly saving = NOTHING
  override readonly abbreviation = 'UTC'

  override get qualifiedName(): string {
    return 'pytz.UTC'
  }

  override attribute(name: string): Value | undefined {
    return memberOf(MEMBERS, this, name)
  }

  override print(): string {
    return 'UTC'
  }

  override repr(): string {
    return '<UTC>'
  }
}

const MEMBERS = members<Utc>({ zone: () => 'UTC' })

/** `pytz.utc` */
export const UTC: Zone = new Utc()
