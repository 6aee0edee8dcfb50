package io.amcinsights.infra;

import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.dataset.PipelineParameters;
import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;

/**
 * One run of the app.
 *
 * <p>Neither account nor region is looked up and nothing is stamped with a time, a path or a stack
 * trace, so that the same commit and parameters give the same bytes in every checkout.
 *
 * @param infra the module's folder
 */
record Synthesis(Path infra) {

  private static final String PARAMETERS = "datasets_parameters.json";

  /** Where {@code cdk.json} and the local lake look. */
  private static final Path TARGET = Path.of("target", "cdk.out");

  /** As {@link #into}, after removing what an earlier synthesis left behind. */
  void intoCleanTarget() {
    Path output = infra.resolve(TARGET);
    clear(output);
    into(output);
  }

  /** Writes templates, assets and manifest, and the tenant template beside them. */
  void into(Path output) {
    // Before anything else: what most often is wrong is said at once.
    LakeNames names = names();
    LakeParameters parameters = DatasetParameters.read(infra.resolve(PARAMETERS), names);
    App app = app(output);
    FoundationStack foundation = new FoundationStack(app, names, infra.resolve(".."));
    Map<String, PipelineStack> pipelines = new TreeMap<>();
    for (PipelineParameters pipeline : parameters.pipelines()) {
      pipelines.put(
          pipeline.name(),
          new PipelineStack(
              app,
              foundation,
              pipeline,
              glueJobs(pipeline, parameters),
              optimizers(pipeline, parameters)));
    }
    for (Dataset dataset : parameters.datasets()) {
      new DatasetStack(app, foundation, pipelineOf(dataset, pipelines), dataset);
    }
    app.synth();
    tenantTemplate(names, output);
  }

  private static App app(Path output) {
    Map<String, Object> context = new TreeMap<>();
    // What a later stack imports cannot be removed under it.
    context.put("@aws-cdk/core:defaultCrossStackReferences", "strong");
    return App.Builder.create()
        .outdir(output.toString())
        .context(context)
        .analyticsReporting(false)
        .treeMetadata(false)
        .stackTraces(false)
        .build();
  }

  private static LakeNames names() {
    return new LakeNames(
        System.getProperty("lake.installation", LakeNames.DEFAULT.installation()),
        System.getProperty("lake.environment", LakeNames.DEFAULT.environment()));
  }

  /**
   * The tenant template is made by an app of its own: it is a file beside the assembly, not a stack
   * of it, because a deployment of the lake must never deploy it.
   */
  private static void tenantTemplate(LakeNames names, Path output) {
    try {
      Path scratch = Files.createTempDirectory("tenant");
      App app = app(scratch);
      String file = new TenantTemplate(app, names).getTemplateFile();
      app.synth();
      Files.copy(scratch.resolve(file), output.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      clear(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the tenant template to " + output, e);
    }
  }

  private static void clear(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot empty " + folder, e);
    }
  }

  private static PipelineStack pipelineOf(Dataset dataset, Map<String, PipelineStack> pipelines) {
    PipelineStack pipeline = pipelines.get(dataset.pipelineName());
    if (pipeline == null) {
      throw new InvalidInputException(
          "Dataset %s names pipeline %s, which is not declared; add it to pipelines in %s",
          dataset.name(), dataset.pipelineName(), PARAMETERS);
    }
    return pipeline;
  }

  /** Jobs that datasets of the pipeline bring along. */
  private static List<String> glueJobs(PipelineParameters pipeline, LakeParameters parameters) {
    return parameters.datasets().stream()
        .filter(dataset -> dataset.pipelineName().equals(pipeline.name()))
        .flatMap(dataset -> Stream.ofNullable(dataset.glue().jobName()))
        .distinct()
        .toList();
  }

  private static boolean optimizers(PipelineParameters pipeline, LakeParameters parameters) {
    return parameters.datasets().stream()
        .filter(dataset -> dataset.pipelineName().equals(pipeline.name()))
        .anyMatch(dataset -> dataset.maintenance().by() == Dataset.Maintainer.GLUE);
  }
}
