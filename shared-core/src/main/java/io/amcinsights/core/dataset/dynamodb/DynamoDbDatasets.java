package io.amcinsights.core.dataset.dynamodb;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetJson;
import io.amcinsights.core.dataset.Datasets;
import io.amcinsights.core.dataset.PipelineStage;
import io.amcinsights.core.dataset.PipelineStageJson;
import io.amcinsights.core.dynamodb.DynamoTable;
import io.amcinsights.core.dynamodb.Key;
import io.amcinsights.core.dynamodb.Listing;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Keeps datasets and pipeline stages in one table each. */
public final class DynamoDbDatasets implements Datasets {

  private static final Listing DATASETS = new Listing("dataset", "name");
  private static final Listing STAGES = new Listing("stage", "name");

  private final DynamoTable datasets;
  private final DynamoTable pipelines;

  public DynamoDbDatasets(DynamoDbClient client, String datasetsTable, String pipelinesTable) {
    this.datasets = new DynamoTable(client, datasetsTable);
    this.pipelines = new DynamoTable(client, pipelinesTable);
  }

  @Override
  public Optional<Dataset> find(String name) {
    return datasets.get(key(name)).map(DatasetJson::read);
  }

  @Override
  public List<Dataset> all() {
    return DATASETS.all(datasets, DynamoDbDatasets::key).stream().map(DatasetJson::read).toList();
  }

  @Override
  public void put(Dataset dataset) {
    datasets.put(DATASETS.listed(DatasetJson.toJson(dataset).put("name", dataset.name())));
  }

  @Override
  public void remove(String name) {
    datasets.delete(key(name));
  }

  @Override
  public Optional<PipelineStage> findStage(String name) {
    return pipelines.get(key(name)).map(PipelineStageJson::read);
  }

  @Override
  public List<PipelineStage> stages() {
    return STAGES.all(pipelines, DynamoDbDatasets::key).stream()
        .map(PipelineStageJson::read)
        .toList();
  }

  @Override
  public void put(PipelineStage stage) {
    pipelines.put(STAGES.listed(PipelineStageJson.toJson(stage)));
  }

  @Override
  public void removeStage(String name) {
    pipelines.delete(key(name));
  }

  private static Key key(String name) {
    return Key.of("name", name);
  }
}
