package io.amcinsights.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What documents say of templates is about what stands in them. */
class KnowledgeTest {

  private static final List<String> NAMED =
      List.of(
          "AWS::DynamoDB::Table", "AWS::Lambda::Function", "AWS::S3::Bucket", "AWS::SQS::Queue");

  @Test
  void everyActionIsExplainedByTheSourceThatNeedsItAndNoOther() {
    TreeSet<String> allowed =
        Policies.ofIdentities(Matrix.all())
            .filter(Policies.Statement::allows)
            .flatMap(it -> it.actions().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> explained = new TreeSet<>();
    Knowledge.ACTIONS.fieldNames().forEachRemaining(explained::add);
    assertThat(explained).isEqualTo(allowed);
    Knowledge.ACTIONS.forEach(
        it -> assertThat(Path.of("..").resolve(it.path("where").asText())).exists());
  }

  @Test
  void everyTypeOfResourceHasItsPurpose() {
    TreeSet<String> types =
        Matrix.all().resources().stream()
            .map(Templates.Resource::type)
            // Explained one by one; the documents are not written otherwise.
            .filter(it -> !NAMED.contains(it))
            .collect(Collectors.toCollection(TreeSet::new));
    TreeSet<String> explained = new TreeSet<>();
    Knowledge.PURPOSES.fieldNames().forEachRemaining(explained::add);
    assertThat(explained).isEqualTo(types);
  }
}
