package io.amcinsights.core.schedule.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.schedule.Schedules;
import io.amcinsights.core.schedule.SchedulesContract;
import java.time.Clock;

class DynamoDbSchedulesIT extends SchedulesContract {

  @Override
  protected Schedules records(Clock clock) {
    String table = EmbeddedDynamoDb.createTables().schedules();
    return new DynamoDbSchedules(EmbeddedDynamoDb.client(), table, clock);
  }
}
