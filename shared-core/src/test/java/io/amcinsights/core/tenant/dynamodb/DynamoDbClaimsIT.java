package io.amcinsights.core.tenant.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.tenant.Claims;
import io.amcinsights.core.tenant.ClaimsContract;

class DynamoDbClaimsIT extends ClaimsContract {

  @Override
  protected Claims claims() {
    return new DynamoDbClaims(
        EmbeddedDynamoDb.client(), EmbeddedDynamoDb.createTables().customers());
  }
}
