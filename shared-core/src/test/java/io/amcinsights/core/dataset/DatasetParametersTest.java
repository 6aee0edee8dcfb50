package io.amcinsights.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.amcinsights.core.dataset.Dataset.DeclaredColumn;
import io.amcinsights.core.dataset.Dataset.GlueSettings;
import io.amcinsights.core.dataset.Dataset.LoadLimits;
import io.amcinsights.core.dataset.Dataset.Maintainer;
import io.amcinsights.core.dataset.Dataset.Maintenance;
import io.amcinsights.core.dataset.Dataset.Numeric;
import io.amcinsights.core.dataset.Dataset.OnDelete;
import io.amcinsights.core.dataset.Dataset.SchemaPolicy;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import io.amcinsights.core.transform.LightTransform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetParametersTest {

  private static final String FILE = "infra/datasets_parameters.json";

  private static final LakeParameters DEFAULT =
      new LakeParameters(
          List.of(new PipelineParameters("demoteam", "adtech", "")),
          List.of(DatasetFields.plain("demoteam", "adtech", "amcdataset")));

  private static final String FULL =
      """
      {"pipelines": [{"team": "demoteam", "pipeline": "adtech", "description": "Ads"}],
       "datasets": [{"team": "demoteam", "pipeline": "adtech", "dataset": "amcdataset",
         "lightTransform": "amc-csv", "heavyTransform": "table-engine",
         "load": {"windowSeconds": 30, "maxFiles": 10, "maxBytes": 1000000},
         "glue": {"jobName": "rewrite", "workerType": "G.2X", "workers": 5,
                  "minBytes": 5000000, "minFiles": 50, "minRewriteBytes": 70},
         "schemas": {"wf": [{"name": "clicks", "type": "long", "doc": "Clicks"}]},
         "schemaPolicy": "strict", "maxRejectedRows": 7, "onDelete": "remove",
         "numeric": "double",
         "maintenance": {"schedule": "rate(12 hours)", "by": "glue"}}]}
      """;

  @Nested
  class Forms {

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "{}", "[]"})
    void takesNothingForTheDefault(String text) {
      assertThat(DatasetParameters.parse(FILE, text)).isEqualTo(DEFAULT);
    }

    @Test
    void takesAMissingFileForTheDefault(@TempDir Path folder) {
      assertThat(DatasetParameters.read(folder.resolve("none.json"))).isEqualTo(DEFAULT);
    }

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
      Path file = Files.writeString(folder.resolve("p.json"), "{}");

      assertThat(DatasetParameters.read(file)).isEqualTo(DEFAULT);
    }

    @Test
    void readsTheFlatForm() {
      String flat = "{\"team\":\"demoteam\",\"pipeline\":\"adtech\",\"dataset\":\"amcdataset\"}";

      assertThat(DatasetParameters.parse(FILE, flat)).isEqualTo(DEFAULT);
    }

    @Test
    void readsAListOfFlatForms() {
      var lake =
          DatasetParameters.parse(
              FILE,
              """
              [{"team": "a", "pipeline": "p", "dataset": "x"},
               {"team": "a", "pipeline": "p", "dataset": "y"}]
              """);

      assertThat(lake.pipelines()).containsExactly(new PipelineParameters("a", "p", ""));
      assertThat(lake.datasets()).extracting(Dataset::name).containsExactly("a-x", "a-y");
    }

    @Test
    void readsEveryFieldOfTheFullForm() {
      assertThat(DatasetParameters.parse(FILE, FULL))
          .isEqualTo(
              new LakeParameters(
                  List.of(new PipelineParameters("demoteam", "adtech", "Ads")),
                  List.of(
                      new Dataset(
                          "demoteam",
                          "adtech",
                          "amcdataset",
                          "amc-csv",
                          "table-engine",
                          new LoadLimits(30, 10, 1_000_000),
                          new GlueSettings("rewrite", "G.2X", 5, 5_000_000, 50, 70),
                          Map.of("wf", List.of(new DeclaredColumn("clicks", "long", "Clicks"))),
                          SchemaPolicy.STRICT,
                          7,
                          OnDelete.REMOVE,
                          Numeric.DOUBLE,
                          new Maintenance("rate(12 hours)", Maintainer.GLUE),
                          ""))));
    }

    @Test
    void readsWhoMayReadAndWhoHearsOfTrouble() {
      var lake =
          DatasetParameters.parse(
              FILE,
              """
              {"pipelines": [{"team": "a", "pipeline": "p"}],
               "datasets": [{"team": "a", "pipeline": "p", "dataset": "x"}],
               "lakeFormation": {"mode": "lake-formation", "readers": [
                 {"principal": "arn:aws:iam::111122223333:role/Analyst", "team": "a",
                  "dataset": "x", "tenants": ["acme"]}]},
               "operations": {"alarmEmails": ["ops@example.com"], "monthlyBudgetUsd": 50,
                              "athenaCutoffBytes": 10000000}}
              """);

      assertThat(lake.lakeFormation())
          .isEqualTo(
              new LakeFormation(
                  LakeFormation.Mode.LAKE_FORMATION,
                  List.of(
                      new LakeFormation.Reader(
                          "arn:aws:iam::111122223333:role/Analyst", "a", "x", List.of("acme")))));
      assertThat(lake.operations())
          .isEqualTo(new Operations(List.of("ops@example.com"), 50, 10_000_000));
    }

    @Test
    void readsHowTenantsAreProvisioned(@TempDir Path folder) throws IOException {
      String settings = "{\"tenants\": {\"ownRules\": 3, \"mergeAdoptedBuckets\": true},";
      Path file = Files.writeString(folder.resolve("p.json"), FULL.replaceFirst("\\{", settings));

      assertThat(DatasetParameters.read(file, LakeNames.DEFAULT).tenants())
          .isEqualTo(new ProvisioningParameters(3, true));
      assertThat(DatasetParameters.parse(FILE, FULL).tenants())
          .isEqualTo(new ProvisioningParameters(200, false));
    }

    @Test
    void putsDatabasesOfAnotherInstallationApart(@TempDir Path folder) {
      Path none = folder.resolve("none.json");

      assertThat(DatasetParameters.read(none, LakeNames.DEFAULT)).isEqualTo(DEFAULT);
      assertThat(DatasetParameters.read(none, new LakeNames("amclake", "prod")).datasets())
          .extracting(Dataset::database)
          .containsExactly("amclake_prod_demoteam_amcdataset");
    }

    @Test
    void fillsInDefaults() {
      var lake =
          DatasetParameters.parse(
              FILE,
              """
              {"pipelines": [{"team": "demoteam", "pipeline": "adtech"}],
               "datasets": [{"team": "demoteam", "pipeline": "adtech", "dataset": "amcdataset"}]}
              """);

      assertThat(lake).isEqualTo(DEFAULT);
      assertThat(lake.datasets().get(0).load()).isEqualTo(new LoadLimits(0, 1_000, 268_435_456));
    }
  }

  @Test
  void takesTransformsOfOnesOwnThatAreNamed() {
    String own =
        FULL.replace("amc-csv", "costs")
            .replaceFirst("\\{", "{\"customTransforms\": [\"x\", \"costs\"], ");

    assertThat(DatasetParameters.parse(FILE, own).datasets().get(0).lightTransform())
        .isEqualTo("costs");
  }

  @Test
  void takesEveryTransformThatTheLakeBringsAlong() {
    for (String name : LightTransform.BUILT_IN) {
      String full = FULL.replace("amc-csv", name);
      assertThat(DatasetParameters.parse(FILE, full).datasets().get(0).lightTransform())
          .isEqualTo(name);
    }
  }

  @Nested
  class Refusals {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            "amcdataset"          | "AMC"                 | datasets[0].dataset is "AMC"; expected a lower-case letter
            "amcdataset"          | "a23456789012345678901" | datasets[0].dataset is "a23456789012345678901"; expected
            "amcdataset"          | 7                     | datasets[0].dataset is 7; expected
            "maxFiles": 10        | "maxFiles": "many"    | datasets[0].load.maxFiles is "many"; expected a whole number from 1 to 10000
            "maxFiles": 10        | "maxFiles": 0         | datasets[0].load.maxFiles is 0; expected a whole number from 1
            "maxFiles": 10        | "maxFiles": 1.5       | datasets[0].load.maxFiles is 1.5; expected a whole number
            "maxFiles": 10        | "maxFile": 10         | datasets[0].load.maxFile is unknown; known here: maxBytes, maxFiles, windowSeconds
            "windowSeconds": 30   | "windowSeconds": 301  | datasets[0].load.windowSeconds is 301; expected a whole number from 0 to 300
            "G.2X"                | "huge"                | datasets[0].glue.workerType is "huge"; expected a Glue worker type
            "amc-csv"             | "amc-cvs"             | datasets[0].lightTransform is "amc-cvs"; expected one of amc-csv, json-report (name a transform of your own in customTransforms, too)
            "amc-csv"             | "amc.csv"             | datasets[0].lightTransform is "amc.csv"; expected one of
            {"pipelines"          | {"customTransforms": "costs", "pipelines" | customTransforms is "costs"; expected a list
            {"pipelines"          | {"customTransforms": ["Costs"], "pipelines" | customTransforms[0] is "Costs"; expected the name of a transform
            {"pipelines"          | {"tenants": {"ownRules": 251}, "pipelines" | tenants.ownRules is 251; expected a whole number from 0 to 250
            {"pipelines"          | {"tenants": {"mergeAdoptedBuckets": 1}, "pipelines" | tenants.mergeAdoptedBuckets is 1; expected true or false
            {"pipelines"          | {"tenants": {"merge": 1}, "pipelines" | tenants.merge is unknown; known here: mergeAdoptedBuckets, ownRules
            "strict"              | "loose"               | datasets[0].schemaPolicy is "loose"; expected one of widen, strict
            "long"                | "int"                 | datasets[0].schemas["wf"][0].type is "int"; expected one of boolean, long, double, date, timestamp, string
            "name": "clicks",     | " "                   | is no JSON (line
            "name": "clicks", "t  | "t                    | datasets[0].schemas["wf"][0].name is missing; expected a column name
            "Ads"                 | {}                    | pipelines[0].description is {}; expected at most 256 characters
            "pipeline": "adtech", "dataset" | "pipeline": "other", "dataset" | datasets[0].pipeline is 'other', which team 'demoteam' does not declare
            "pipeline": "adtech", "dataset" | "dataset" | datasets[0].pipeline is missing; expected a lower-case letter
            "onDelete": "remove"  | "ondelete": "remove"  | datasets[0].ondelete is unknown; known here:
            "rate(12 hours)"      | "12 hours"            | datasets[0].maintenance.schedule is "12 hours"; expected a rate
            "rate(12 hours)"      | "off"                 | datasets[0].maintenance.schedule is "off"; expected a rate such as rate(12 hours)
            "by": "glue"          | "by": "spark"         | datasets[0].maintenance.by is "spark"; expected one of lake, glue
            "numeric": "double"   | "numeric": "double", "numeric": "infer" | Duplicate field 'numeric'
            """)
    void saysWhereWhatAndWhatInstead(String found, String replacement, String problem) {
      assertThatThrownBy(() -> DatasetParameters.parse(FILE, FULL.replace(found, replacement)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith(FILE)
          .hasMessageContaining(problem);
    }

    @Test
    void reportsReadersThatReadNothing() {
      assertThatThrownBy(
              () ->
                  DatasetParameters.parse(
                      FILE,
                      """
                      {"pipelines": [{"team": "a", "pipeline": "p"}],
                       "datasets": [{"team": "a", "pipeline": "p", "dataset": "x"}],
                       "lakeFormation": {"mode": "iam", "readers": [
                         {"principal": "Analyst", "team": "a", "dataset": "y"}]},
                       "operations": {"alarmEmails": ["ops"]}}
                      """))
          .hasMessageContaining(
              "lakeFormation.readers[0].principal is \"Analyst\"; expected the ARN")
          .hasMessageContaining(
              "lakeFormation.readers[0].dataset is 'y', which team 'a' does not have")
          .hasMessageContaining("lakeFormation.readers has 1 readers, but mode is iam")
          .hasMessageContaining("operations.alarmEmails[0] is \"ops\"; expected an e-mail address");
    }

    @Test
    void reportsEveryNameThatIsTooLongTogetherWithWhateverElseIsWrong(@TempDir Path folder)
        throws IOException {
      Path file =
          Files.writeString(
              folder.resolve("p.json"),
              """
              {"pipelines": [{"team": "twenty-letters-team", "pipeline": "twenty-letters-pipes"}],
               "datasets": [{"team": "twenty-letters-team", "pipeline": "twenty-letters-pipes",
                             "dataset": "twenty-letters-sets", "colour": "red"}]}
              """);
      LakeNames names = new LakeNames("twelveletter", "environments");

      assertThatThrownBy(() -> DatasetParameters.read(file, names))
          .hasMessageContaining("p.json cannot be used:")
          .hasMessageContaining("- datasets[0].colour is unknown")
          .hasMessageContaining("- pipelines[0]: The function name 'twelveletter-environments-")
          .hasMessageContaining("- pipelines[0]: The queue name '")
          .hasMessageContaining("- datasets[0]: The rule name '");
    }

    @Test
    void reportsAllProblemsAtOnceAndNothingElse() {
      String wrong =
          """
          {"pipelines": [{"team": "demoteam"}],
           "datasets": [{"team": "demoteam", "pipeline": "adtech", "dataset": "X",
                         "load": {"maxFiles": -1, "speed": 3}, "glue": []}],
           "extra": true}
          """;

      assertThat(catchThrowable(() -> DatasetParameters.parse(FILE, wrong)))
          .message()
          .hasLineCount(8)
          .contains(
              "infra/datasets_parameters.json cannot be used:",
              "- pipelines[0].pipeline is missing; expected a lower-case letter",
              "- datasets[0].dataset is \"X\"",
              "- datasets[0].load.maxFiles is -1",
              "- datasets[0].load.speed is unknown",
              "- datasets[0].glue is []; expected an object",
              "- extra is unknown; known here: customTransforms, datasets, lakeFormation, operations,"
                  + " pipelines",
              "- datasets[0].pipeline is 'adtech', which team 'demoteam' does not declare");
    }

    @ParameterizedTest
    @CsvSource({"a, b, a, b", "a-b, c, a, b-c", "a, b--c, a, b-c"})
    void refusesDatasetsThatCannotBeToldApart(String team, String one, String team2, String other) {
      String list =
          """
          [{"team": "%s", "pipeline": "p", "dataset": "%s"},
           {"team": "%s", "pipeline": "p", "dataset": "%s"}]
          """
              .formatted(team, one, team2, other);

      assertThatThrownBy(() -> DatasetParameters.parse(FILE, list))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("[1] is 'a_b")
          .hasMessageContaining("rename or remove one of them");
    }

    @Test
    void refusesAFlatFormWithMoreOrLess() {
      assertThatThrownBy(() -> DatasetParameters.parse(FILE, "{\"team\":\"a\",\"load\":{}}"))
          .hasMessageContaining("pipeline is missing")
          .hasMessageContaining("dataset is missing")
          .hasMessageContaining("load is unknown; known here: dataset, pipeline, team");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "null", "[7]", "{\"datasets\":7,\"pipelines\":null}"})
    void refusesAnyOtherShape(String text) {
      assertThatThrownBy(() -> DatasetParameters.parse(FILE, text))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("expected");
    }
  }
}
