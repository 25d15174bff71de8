import { NamedTuple } from '../../../jinja/values/named-tuple.ts'

/** What `isocalendar()` answers: year, week and day of the week, by place and by name. */
export class IsoCalendarDate extends NamedTuple {
  constructor(parts: readonly [year: number, week: number, weekday: number]) {
    super(['year', 'week', 'weekday'], parts, 'datetime.IsoCalendarDate')
  }
}
