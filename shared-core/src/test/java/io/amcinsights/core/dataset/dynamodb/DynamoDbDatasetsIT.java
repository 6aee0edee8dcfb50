package io.amcinsights.core.dataset.dynamodb;

import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.DatasetsContract;
import io.amcinsights.core.dynamodb.EmbeddedDynamoDb;

class DynamoDbDatasetsIT extends DatasetsContract {

  @Override
  protected Datasets datasets() {
    var tables = EmbeddedDynamoDb.createTables();
    return new DynamoDbDatasets(EmbeddedDynamoDb.client(), tables.datasets(), tables.pipelines());
  }
}
