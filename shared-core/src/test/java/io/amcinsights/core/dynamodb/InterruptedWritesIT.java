package io.amcinsights.core.dynamodb;

import static io.amcinsights.core.catalog.DeliveryState.READY;
import static io.amcinsights.core.catalog.DeliveryState.RECEIVED;
import static io.amcinsights.core.catalog.Landed.REPORT;
import static io.amcinsights.core.catalog.Landed.TABLE;
import static io.amcinsights.core.catalog.Landed.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.amcinsights.core.aws.FailingClient;
import io.amcinsights.core.aws.FailingClient.Failure;
import io.amcinsights.core.catalog.Change;
import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.catalog.DeliveryRef;
import io.amcinsights.core.catalog.Head;
import io.amcinsights.core.catalog.Landed;
import io.amcinsights.core.catalog.ObjectCatalog;
import io.amcinsights.core.catalog.dynamodb.DynamoDbObjectCatalog;
import io.amcinsights.core.error.UnavailableException;
import io.amcinsights.core.table.Intent;
import io.amcinsights.core.table.TableRecord;
import io.amcinsights.core.table.TableRegistry;
import io.amcinsights.core.table.TableSource;
import io.amcinsights.core.table.dynamodb.DynamoDbTableRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Whichever call to DynamoDB fails, before or after it took effect: repeating makes up for it. */
class InterruptedWritesIT {

  private static final DeliveryRef V1 = version(1).ref();
  private static final Intent INTENT = new Intent("c1", "s3://m", null, null, Instant.EPOCH);

  private final EmbeddedDynamoDb.LakeTables tables = EmbeddedDynamoDb.createTables();

  static Stream<Arguments> failures() {
    return Stream.of(Failure.values())
        .flatMap(it -> IntStream.rangeClosed(1, 13).mapToObj(call -> arguments(it, call)));
  }

  @ParameterizedTest(name = "{0}, call {1}")
  @MethodSource("failures")
  void theCatalogEndsTheSameWay(Failure failure, int call) {
    ObjectCatalog catalog = catalog(failing(failure, call));

    List<Object> answers = new ArrayList<>();
    answers.add(insist(() -> catalog.record(version(1))));
    answers.add(insist(() -> catalog.retry(V1, 1, RECEIVED, "again").isPresent()));
    answers.add(insist(() -> catalog.move(V1, 2, Change.to(READY)).isPresent()));
    answers.add(insist(() -> catalog.claim(V1, "load-1", "b-1")));
    answers.add(insist(() -> catalog.release(V1, "load-1")));
    answers.add(
        insist(
            () -> {
              catalog.committed(V1, "hash");
              return true;
            }));

    assertThat(answers).containsExactly(version(1), true, true, true, true, true);
    expectTheEnd(catalog(EmbeddedDynamoDb.client()));
  }

  private ObjectCatalog catalog(DynamoDbClient client) {
    Clock clock = Clock.fixed(Landed.NOON.plusSeconds(60), ZoneOffset.UTC);
    return new DynamoDbObjectCatalog(client, tables.objects(), clock);
  }

  private static void expectTheEnd(ObjectCatalog catalog) {
    Delivery delivery = catalog.find(V1).orElseThrow();
    assertThat(delivery.state()).isEqualTo(READY);
    assertThat(delivery.attempt()).isEqualTo(2);
    assertThat(catalog.heads(List.of(REPORT)))
        .containsEntry(REPORT, new Head(V1, version(1).sequencer(), "v1", "hash"));
    assertThat(catalog.recent(Landed.DATASET, Instant.EPOCH, 10)).containsExactly(delivery);
  }

  @ParameterizedTest(name = "{0}, call {1}")
  @MethodSource("failures")
  void theRegistryEndsTheSameWay(Failure failure, int call) {
    TableRegistry registry = new DynamoDbTableRegistry(failing(failure, call), tables.tables());
    TableSource source = new TableSource("acme", "wf", "adhoc", null);

    List<Object> answers = new ArrayList<>();
    answers.add(insist(() -> registry.register(TABLE, Landed.DATASET, source).source()));
    TableRecord rung = insist(() -> registry.ring(TABLE, V1));
    answers.add(insist(() -> registry.open(TABLE, 1, INTENT).orElseThrow()));
    answers.add(
        insist(
            () -> {
              registry.clear(TABLE, "c1");
              return true;
            }));
    answers.add(insist(() -> registry.close(TABLE, 1, rung.doorbell())));

    assertThat(answers).containsExactly(source, INTENT, true, true);
    TableRecord end =
        new DynamoDbTableRegistry(EmbeddedDynamoDb.client(), tables.tables())
            .find(TABLE)
            .orElseThrow();
    assertThat(end.generation()).isEqualTo(2);
    assertThat(end.intent()).isNull();
    assertThat(end.doorbell()).isBetween(1L, 2L);
  }

  private static DynamoDbClient failing(Failure failure, int call) {
    return FailingClient.of(DynamoDbClient.class, EmbeddedDynamoDb.client(), call, failure);
  }

  private static <T> T insist(Supplier<T> work) {
    try {
      return work.get();
    } catch (UnavailableException e) {
      return work.get();
    }
  }
}
