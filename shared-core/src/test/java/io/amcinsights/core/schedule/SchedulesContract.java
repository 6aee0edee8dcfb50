package io.amcinsights.core.schedule;

import io.amcinsights.core.message.Samples;
import io.amcinsights.core.record.RecordsContract;
import io.amcinsights.core.record.Shape;

/** What every {@link Schedules} does. */
public abstract class SchedulesContract extends RecordsContract<Schedule> {

  @Override
  protected Shape<Schedule> shape() {
    return ScheduleJson.SHAPE;
  }

  @Override
  protected Schedule item(String tenant, String id) {
    Schedule it = ScheduleJson.read(Samples.compact("item-schedule"));
    return new Schedule(
        tenant,
        id,
        it.workflowId(),
        it.expression(),
        it.zone(),
        it.flexibleMinutes(),
        it.paused(),
        it.request(),
        it.source(),
        it.removed(),
        it.standing(),
        0,
        NOW);
  }

  @Override
  protected Schedule changed(Schedule item) {
    return item.with(
        new Schedule.Standing(Schedule.State.FAILED, "after version " + item.version(), NOW));
  }
}
