package io.amcinsights.core.dataset;

class InMemoryDatasetsTest extends DatasetsContract {

  @Override
  protected Datasets datasets() {
    return new InMemoryDatasets();
  }
}
