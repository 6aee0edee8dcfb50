package io.amcinsights.core.schedule.dynamodb;

import io.amcinsights.core.record.dynamodb.DynamoDbRecords;
import io.amcinsights.core.schedule.Schedule;
import io.amcinsights.core.schedule.ScheduleJson;
import io.amcinsights.core.schedule.Schedules;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps schedules in the schedules table. */
public final class DynamoDbSchedules extends DynamoDbRecords<Schedule> implements Schedules {

  public DynamoDbSchedules(DynamoDbClient client, String table, Clock clock) {
    super(client, table, ScheduleJson.SHAPE, clock);
  }
}
