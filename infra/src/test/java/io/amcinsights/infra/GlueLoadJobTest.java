package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The job of large loads, one per pipeline. */
class GlueLoadJobTest {

  private static final Templates TEMPLATES = Matrix.dev();
  private static final String NAME = "amclake-dev-demoteam-adtech-load";

  @Test
  void everyPipelineHasItsOwn() {
    assertThat(TEMPLATES.ofType("AWS::Glue::Job"))
        .extracting(it -> it.properties().path("Name").asText())
        .containsExactlyInAnyOrder(NAME, "amclake-dev-retail-adtech-load");
  }

  @Test
  void itRunsOurJarOnGlueWithoutInstallingAnything() {
    JsonNode job = job();
    assertThat(job.path("GlueVersion").asText()).isEqualTo("5.1");
    assertThat(job.path("WorkerType").asText()).isEqualTo("G.1X");
    assertThat(job.path("MaxRetries").asInt()).isZero();
    assertThat(job.path("Timeout").asInt()).isEqualTo(12 * 60);
    assertThat(job.path("Command").path("Name").asText()).isEqualTo("glueetl");
    assertThat(job.path("Command").path("ScriptLocation").path("Fn::Sub").asText())
        .startsWith("s3://")
        .endsWith(".scala");
    JsonNode arguments = job.path("DefaultArguments");
    assertThat(arguments.path("--extra-jars").path("Fn::Sub").asText())
        .startsWith("s3://")
        .endsWith(".jar");
    assertThat(arguments.path("--class").asText()).isEqualTo("GlueApp");
    assertThat(arguments.path("--job-language").asText()).isEqualTo("scala");
    assertThat(arguments.path("--conf").asText()).contains("memoryOverhead");
    for (String own :
        List.of(
            "--datasets-table",
            "--tables-table",
            "--objects-table",
            "--customers-table",
            "--stage-bucket",
            "--catalog-properties")) {
      assertThat(arguments.has(own)).as(own).isTrue();
    }
  }

  @Test
  void whatItWritesAndLogsIsSealed() {
    assertThat(job().path("SecurityConfiguration").asText()).isEqualTo(NAME);
    JsonNode seals =
        TEMPLATES
            .named("AWS::Glue::SecurityConfiguration", "Name", NAME)
            .properties()
            .path("EncryptionConfiguration");
    assertThat(seals.path("CloudWatchEncryption").path("CloudWatchEncryptionMode").asText())
        .isEqualTo("SSE-KMS");
    assertThat(seals.path("JobBookmarksEncryption").path("JobBookmarksEncryptionMode").asText())
        .isEqualTo("CSE-KMS");
    assertThat(seals.path("S3Encryptions").path(0).path("S3EncryptionMode").asText())
        .isEqualTo("SSE-KMS");
  }

  @Test
  void aMachineMayStartItsOwnJobAndThoseItsDatasetsName() {
    List<String> jobs = new ArrayList<>();
    for (Templates.Resource policy : TEMPLATES.ofType("AWS::IAM::Policy")) {
      if (policy.stack().equals("amclake-dev-retail-adtech-pipeline")) {
        for (JsonNode statement : policy.properties().path("PolicyDocument").path("Statement")) {
          if (statement.path("Action").toString().contains("glue:StartJobRun")) {
            statement.path("Resource").forEach(it -> jobs.add(Templates.text(it)));
          }
        }
      }
    }
    assertThat(jobs).hasSize(2);
    assertThat(jobs.get(0)).endsWith(":job/amclake-dev-retail-adtech-load");
    assertThat(jobs.get(1)).endsWith(":job/retail-large-loads");
  }

  private static JsonNode job() {
    return TEMPLATES.named("AWS::Glue::Job", "Name", NAME).properties();
  }
}
