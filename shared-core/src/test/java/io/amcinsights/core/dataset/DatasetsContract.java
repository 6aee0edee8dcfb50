package io.amcinsights.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.message.Samples;
import org.junit.jupiter.api.Test;

/** What every {@link Datasets} does; each implementation extends this and adds nothing. */
public abstract class DatasetsContract {

  private static final Dataset RICH = DatasetJson.read(Samples.json("dataset"));
  private static final Dataset PLAIN = DatasetFields.plain("alpha", "adtech", "amcdataset");
  private static final PipelineStage A = PipelineStageJson.read(Samples.json("pipeline-stage"));
  private static final PipelineStage B =
      new PipelineStage("demoteam-adtech-stage-b", false, "", "https://failed", "");

  /** Empty datasets for one test. */
  protected abstract Datasets datasets();

  @Test
  void findsWhatWasPut() {
    Datasets datasets = datasets();
    datasets.put(RICH);
    datasets.put(RICH);

    assertThat(datasets.find("demoteam-amcdataset")).contains(RICH);
    assertThat(datasets.find("alpha-amcdataset")).isEmpty();
  }

  @Test
  void whoWorksForADatasetThatIsNotDeployedIsTold() {
    Datasets datasets = datasets();
    datasets.put(RICH);

    assertThat(datasets.deployed("demoteam-amcdataset")).isEqualTo(RICH);
    assertThatThrownBy(() -> datasets.deployed("alpha-amcdataset"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("Dataset alpha-amcdataset is not deployed; deploy it, then redrive");
  }

  @Test
  void listsAllByName() {
    Datasets datasets = datasets();
    assertThat(datasets.all()).isEmpty();
    datasets.put(RICH);
    datasets.put(PLAIN);

    assertThat(datasets.all()).containsExactly(PLAIN, RICH);
  }

  @Test
  void forgetsWhatWasRemoved() {
    Datasets datasets = datasets();
    datasets.put(PLAIN);
    datasets.remove(PLAIN.name());
    datasets.remove(PLAIN.name());

    assertThat(datasets.find(PLAIN.name())).isEmpty();
    assertThat(datasets.all()).isEmpty();
  }

  @Test
  void keepsStagesApartFromDatasets() {
    Datasets datasets = datasets();
    datasets.put(B);
    datasets.put(A);
    datasets.put(PLAIN);

    assertThat(datasets.findStage(A.name())).contains(A);
    assertThat(datasets.findStage(B.name())).contains(B);
    assertThat(datasets.stages()).containsExactly(A, B);
    assertThat(datasets.all()).containsExactly(PLAIN);
  }

  @Test
  void forgetsAStageThatWasRemoved() {
    Datasets datasets = datasets();
    datasets.put(A);
    datasets.removeStage(A.name());
    datasets.removeStage(A.name());

    assertThat(datasets.findStage(A.name())).isEmpty();
    assertThat(datasets.stages()).isEmpty();
  }
}
