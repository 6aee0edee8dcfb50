package io.amcinsights.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.local.asl.StateMachineEngine;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deploys what infra synthesised. */
class SynthesisedAssemblyIT {

  private static final Path ASSEMBLY = Path.of("../infra/target/cdk.out");

  @TempDir Path folder;
  private final Site site = new Site();

  @BeforeEach
  void synthesised() {
    assertThat(ASSEMBLY.resolve("manifest.json"))
        .as("templates of infra: build it first, mvn -pl local-lake -am package")
        .exists();
  }

  @Test
  void deploysTwiceAndChangesNothingTheSecondTime() {
    try (Deployer deployer = new Deployer(site.services(), folder)) {
      deployer.deploy(ASSEMBLY);
    }
    assertThat(site.functions).isNotEmpty();
    assertThat(site.functions.values())
        .allSatisfy(
            function ->
                assertThat(function.environment().values())
                    .allSatisfy(value -> assertThat(value).doesNotContain("${", "Fn::")));
    assertThat(site.mappings).isNotEmpty();
    assertThat(site.rules).isNotEmpty();
    assertThat(site.customRequests).isNotEmpty();
    assertThat(site.machines).isNotEmpty();

    site.log.clear();
    try (Deployer deployer = new Deployer(site.services(), folder)) {
      deployer.deploy(ASSEMBLY);
    }
    assertThat(site.log)
        .noneMatch(
            line ->
                line.startsWith("queue ")
                    || line.startsWith("table ")
                    || line.startsWith("Create ")
                    || line.startsWith("Update "));
  }

  @Test
  void theInterpreterAcceptsItsStateMachines() {
    try (Deployer deployer = new Deployer(site.services(), folder);
        StateMachineEngine engine = StateMachineEngine.open(folder, site, site.jobs, 1)) {
      deployer.deploy(ASSEMBLY);
      site.machines.values().forEach(engine::put);
      assertThat(engine.runningExecutions()).isZero();
    }
  }

  @Test
  void deploysTheTenantTemplateByHand() {
    try (Deployer deployer = new Deployer(site.services(), folder)) {
      deployer.deploy(ASSEMBLY);
      Path template = deployer.template("-tenant").orElseThrow();
      Map<String, String> outputs =
          deployer.deployTemplate(
              "amclake-dev-tenant-acme",
              template,
              Map.of(
                  "CustomerId", "acme",
                  "BucketName", "amc-acme",
                  "BucketRegion", site.services().home().region(),
                  "BucketAccount", site.services().home().account(),
                  "AmcAccountId", "123456789012"));
      assertThat(outputs).containsEntry("BucketName", "amc-acme");
      assertThat(site.buckets.get("amc-acme").events()).isTrue();
      assertThat(site.rules).containsKey("amclake-dev-tenant-acme");
    }
  }
}
