package io.amcinsights.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.dataset.DatasetParameters;
import io.amcinsights.core.naming.LakeNames;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;

/** Several installations in one synthesis, made once for all tests: starting CDK takes seconds. */
final class Matrix {

  /** Two environments and another installation, one in each mode of Lake Formation. */
  static final LakeNames DEV = LakeNames.DEFAULT;

  static final LakeNames PROD = new LakeNames("amclake", "prod");
  static final LakeNames AGENCY = new LakeNames("agency", "dev");

  private Matrix() {}

  private static final class Once {
    static final Path OUTPUT = folder();
    static final Templates MATRIX = synthesise(OUTPUT);
    static final List<Finding> FINDINGS = Nag.read(OUTPUT.resolve("out"));

    private static Path folder() {
      try {
        return Files.createTempDirectory("matrix");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Of the default installation. */
  static Templates dev() {
    return of(DEV);
  }

  /** Of one of the installations. */
  static Templates of(LakeNames names) {
    Map<String, JsonNode> own = new TreeMap<>(Once.MATRIX.byStack());
    own.keySet().removeIf(stack -> !stack.startsWith(names.prefix() + "-"));
    return new Templates(own);
  }

  /** A template of tenants of the default installation. */
  static JsonNode of(TenantTemplateFile template) {
    return dev().template(template.of(DEV).getFileName().toString().replace(".template.json", ""));
  }

  /** Of all installations. */
  static Templates all() {
    return Once.MATRIX;
  }

  /** What the CDK command line reads: each stack's settings beside its template. */
  static JsonNode manifest() throws IOException {
    return Templates.parse(Files.readString(Once.OUTPUT.resolve("out/manifest.json")));
  }

  /** Rules of AWS solutions that the matrix breaks. */
  static List<Finding> findings() {
    return Once.FINDINGS;
  }

  /**
   * A rule that a construct breaks.
   *
   * @param path of the construct
   * @param detail which value breaks it; empty when the rule says no more
   */
  record Finding(String rule, String path, String detail) {}

  private static Templates synthesise(Path output) {
    try {
      Checkout checkout = Checkout.in(output.resolve("checkout"), Checkout.PARAMETERS);
      App app = Synthesis.app(output.resolve("out"));
      for (LakeNames names : List.of(DEV, PROD, AGENCY)) {
        String parameters = Checkout.parameters(names);
        Path file = Files.writeString(checkout.infra().resolve("parameters.json"), parameters);
        Lake.add(app, names, DatasetParameters.read(file, names), checkout.root());
        for (TenantTemplateFile template : TenantTemplateFile.values()) {
          template.in(app, names);
        }
      }
      Aspects.of(app)
          .add(AwsSolutionsChecks.Builder.create().reports(false).verbose(false).build());
      app.synth();
      return Templates.read(output.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
