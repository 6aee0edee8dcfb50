package io.amcinsights.core.dataset;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps datasets and stages in memory, for one process and as long as it lives. */
public final class InMemoryDatasets implements Datasets {

  private final Map<String, Dataset> datasets = new ConcurrentSkipListMap<>();
  private final Map<String, PipelineStage> stages = new ConcurrentSkipListMap<>();

  @Override
  public Optional<Dataset> find(String name) {
    return Optional.ofNullable(datasets.get(name));
  }

  @Override
  public List<Dataset> all() {
    return List.copyOf(datasets.values());
  }

  @Override
  public void put(Dataset dataset) {
    datasets.put(dataset.name(), dataset);
  }

  @Override
  public void remove(String name) {
    datasets.remove(name);
  }

  @Override
  public Optional<PipelineStage> findStage(String name) {
    return Optional.ofNullable(stages.get(name));
  }

  @Override
  public List<PipelineStage> stages() {
    return List.copyOf(stages.values());
  }

  @Override
  public void put(PipelineStage stage) {
    stages.put(stage.name(), stage);
  }

  @Override
  public void removeStage(String name) {
    stages.remove(name);
  }
}
