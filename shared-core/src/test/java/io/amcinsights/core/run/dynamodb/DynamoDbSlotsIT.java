package io.amcinsights.core.run.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.run.Slots;
import io.amcinsights.core.run.SlotsContract;

class DynamoDbSlotsIT extends SlotsContract {

  @Override
  protected Slots slots() {
    return new DynamoDbSlots(EmbeddedDynamoDb.client(), EmbeddedDynamoDb.createTables().runs());
  }
}
