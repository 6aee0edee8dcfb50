package io.amcinsights.core.tenant.dynamodb;

import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;
import io.amcinsights.core.tenant.Tenants;
import io.amcinsights.core.tenant.TenantsContract;
import java.time.Clock;

class DynamoDbTenantsIT extends TenantsContract {

  @Override
  protected Tenants tenants(Clock clock) {
    String table = EmbeddedDynamoDb.createTables().customers();
    return new DynamoDbTenants(EmbeddedDynamoDb.client(), table, clock);
  }
}
