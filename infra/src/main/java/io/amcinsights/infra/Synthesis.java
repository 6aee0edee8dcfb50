package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.dataset.LakeParameters;
import io.amcinsights.core.json.Json;
import io.amcinsights.core.naming.LakeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
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
 * @param context what the CDK command line was given with {@code -c}, as JSON
 */
record Synthesis(Path infra, String context) {

  private static final String PARAMETERS = "datasets_parameters.json";

  /** Where {@code cdk.json} and the local lake look. */
  private static final Path TARGET = Path.of("target", "cdk.out");

  /** As {@link #into}, after removing what an earlier synthesis left behind. */
  void intoCleanTarget() {
    Path output = infra.resolve(TARGET);
    clear(output);
    into(output);
  }

  /** Writes templates, assets and manifest, and the templates of tenants beside them. */
  void into(Path output) {
    LakeNames names = names();
    // Before anything else: what most often is wrong is said at once.
    LakeParameters parameters = DatasetParameters.read(infra.resolve(PARAMETERS), names);
    App app = app(output);
    Lake.add(app, names, parameters, infra.resolve(".."));
    app.synth();
    tenantTemplates(names, output);
  }

  /** An app whose output is the same wherever and whenever it is made. */
  static App app(Path output) {
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

  /** As {@code cdk -c installation=...} asks, else as the build was told. */
  private LakeNames names() {
    JsonNode given = Json.read("The context of cdk", context);
    return new LakeNames(
        Json.find(given, "installation")
            .orElse(System.getProperty("lake.installation", LakeNames.DEFAULT.installation())),
        Json.find(given, "environment")
            .orElse(System.getProperty("lake.environment", LakeNames.DEFAULT.environment())));
  }

  private static void tenantTemplates(LakeNames names, Path output) {
    for (TenantTemplateFile template : TenantTemplateFile.values()) {
      Path file = template.of(names);
      try {
        Files.copy(file, output.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + file + " to " + output, e);
      }
    }
  }

  static void clear(Path folder) {
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
}
