package io.amcinsights.infra;

import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder that looks like a checkout after its functions were packaged. */
record Checkout(Path root) {

  /** Two pipelines and three datasets, over two teams, one of them with a Glue job. */
  static final String PARAMETERS =
      """
      {
        "pipelines": [
          {"team": "demoteam", "pipeline": "adtech"},
          {"team": "retail", "pipeline": "adtech"}
        ],
        "datasets": [
          {"team": "demoteam", "pipeline": "adtech", "dataset": "amcdataset"},
          {"team": "demoteam", "pipeline": "adtech", "dataset": "trial",
           "maintenance": {"schedule": "off"}, "load": {"windowSeconds": 60},
           "schemas": {"w1": [{"name": "a", "type": "string"}],
                       "w2": [{"name": "b", "type": "long"}]}},
          {"team": "retail", "pipeline": "adtech", "dataset": "amcdataset",
           "glue": {"jobName": "retail-large-loads"},
           "maintenance": {"schedule": "rate(12 hours)", "by": "glue"}}
        ]
      }
      """;

  /** The same datasets for every installation; each is governed in another way. */
  static String parameters(LakeNames names) {
    if (names.equals(Matrix.AGENCY)) {
      return PARAMETERS.replaceFirst("\\{", "{\"lakeFormation\": {\"mode\": \"iam\"},");
    }
    boolean prod = names.equals(Matrix.PROD);
    String mode = prod ? "lake-formation" : "hybrid";
    String tenants = prod ? "{\"ownRules\": 10, \"mergeAdoptedBuckets\": true}" : "{}";
    return PARAMETERS.replaceFirst(
        "\\{",
        """
        {"lakeFormation": {"mode": "%s", "readers": [
           {"principal": "arn:aws:iam::111122223333:role/Analyst", "team": "demoteam",
            "dataset": "amcdataset"},
           {"principal": "arn:aws:iam::111122223333:role/Acme", "team": "demoteam",
            "dataset": "amcdataset", "tenants": ["acme"]}]},
         "operations": {"alarmEmails": ["ops@example.com"], "monthlyBudgetUsd": 100},
         "tenants": %s,
        """
            .formatted(mode, tenants));
  }

  static Checkout in(Path root, String parameters) {
    try {
      Files.createDirectories(root.resolve("infra"));
      Files.writeString(root.resolve("infra/datasets_parameters.json"), parameters);
      for (String module :
          List.of("lambda-routing", "lambda-stage-a", "lambda-stage-b", "tps-listener")) {
        Path target = Files.createDirectories(root.resolve(module).resolve("target"));
        Files.writeString(target.resolve(module + "-1.0-lambda.jar"), "classes of " + module);
      }
      Path glue = Files.createDirectories(root.resolve("glue-jobs/target"));
      Files.writeString(glue.resolve("glue-jobs-1.0.jar"), "classes of glue-jobs");
      Files.writeString(glue.resolve("original-glue-jobs-1.0.jar"), "not these");
      Path script = Files.createDirectories(root.resolve("glue-jobs/src/main/scala-script"));
      Files.writeString(script.resolve("LoadJob.scala"), "object GlueApp");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Checkout(root);
  }

  Path infra() {
    return root.resolve("infra");
  }

  Path output() {
    return infra().resolve("target/cdk.out");
  }
}
