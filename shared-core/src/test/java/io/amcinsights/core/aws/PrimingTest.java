package io.amcinsights.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.metrics.InMemoryMetrics;
import io.amcinsights.core.metrics.Metric;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.ThreadContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

class PrimingTest {

  private final InMemoryMetrics metrics = new InMemoryMetrics();
  private final FunctionContext function =
      new FunctionContext(Map.of("A", "1"), new SdkClients(), metrics);

  @Test
  void aPassHasTheFunctionsEnvironmentAndNothingElseOfIt() {
    var given = new AtomicReference<FunctionContext>();

    new Priming(function, given::set).beforeCheckpoint(null);

    assertThat(given.get().environment()).isEqualTo(function.environment());
    assertThat(given.get().clients()).isNotSameAs(function.clients());
    given.get().metrics().count(Metric.ROWS, 1);
    assertThat(metrics.sum(Metric.ROWS)).isZero();
  }

  @Test
  void whatAPassSaysIsMarkedAndWhatFollowsIsNot() {
    var mark = new AtomicReference<String>();

    new Priming(function, dry -> mark.set(ThreadContext.get("dryPass"))).beforeCheckpoint(null);

    assertThat(mark.get()).isEqualTo("true");
    assertThat(ThreadContext.get("dryPass")).isNull();
  }

  @Test
  void aPassThatComesNoFurtherDoesNotKeepTheSnapshotFromBeingTaken() {
    var priming =
        new Priming(
            function,
            dry -> {
              throw new IllegalStateException("nothing there");
            });

    assertThatCode(() -> priming.beforeCheckpoint(null)).doesNotThrowAnyException();
    assertThat(ThreadContext.get("dryPass")).isNull();
  }

  @Test
  void registeringIsHarmlessWhereThereIsNoSnapshot() {
    var runs = new AtomicReference<FunctionContext>();

    Priming.of(runs::set);

    assertThat(runs.get()).isNull();
  }

  @Test
  void dryClientsAnswerWithoutANetwork() {
    var clients = new DryClients();
    try (var network = new NoNetwork()) {
      assertThat(clients.dynamoDb().getItem(it -> it.tableName("t").key(Map.of())).hasItem())
          .isFalse();
      assertThat(clients.dynamoDb().query(it -> it.tableName("t")).items()).isEmpty();
      assertThat(clients.s3().listObjectsV2(it -> it.bucket("bucket")).contents()).isEmpty();
      assertThat(clients.s3(AnonymousCredentialsProvider.create())).isSameAs(clients.s3());
      assertThat(clients.sqs().getQueueAttributes(it -> it.queueUrl("https://q")).attributes())
          .isEmpty();
      assertThat(clients.sfn().startExecution(it -> it.stateMachineArn("arn")).executionArn())
          .isNull();
      assertThat(clients.sts().getCallerIdentity().account()).isNull();
      assertThat(network.asked()).isEmpty();
    }
  }

  @Test
  void aRealClientWouldHaveBeenSeen() {
    try (var network = new NoNetwork()) {
      var real = new SdkClients().s3(AnonymousCredentialsProvider.create());

      assertThatThrownBy(() -> real.listObjectsV2(it -> it.bucket("bucket")))
          .isInstanceOfAny(SdkException.class, IllegalStateException.class);

      assertThat(network.asked()).isNotEmpty();
    }
  }
}
