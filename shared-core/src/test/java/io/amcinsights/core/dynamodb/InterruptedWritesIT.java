package io.amcinsights.core.dynamodb;

import static io.amcinsights.core.catalog.DeliveryState.READY;
import static io.amcinsights.core.catalog.DeliveryState.RECEIVED;
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
import io.amcinsights.core.catalog.ObjectId;
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

  private static final Intent INTENT = new Intent("c1", "s3://m", null, null, Instant.EPOCH);

  private static final EmbeddedDynamoDb.LakeTables TABLES = EmbeddedDynamoDb.createTables();

  static Stream<Arguments> failures() {
    return Stream.of(Failure.values())
        .flatMap(it -> IntStream.rangeClosed(1, 13).mapToObj(call -> arguments(it, call)));
  }

  @ParameterizedTest(name = "{0}, call {1}")
  @MethodSource("failures")
  void theCatalogEndsTheSameWay(Failure failure, int call) {
    Delivery received = Landed.of(new ObjectId("bucket", failure + " of call " + call), 1);
    DeliveryRef ref = received.ref();
    ObjectCatalog catalog = catalog(failing(failure, call));

    List<Object> answers = new ArrayList<>();
    answers.add(insist(() -> catalog.record(received)));
    answers.add(insist(() -> catalog.retry(ref, 1, RECEIVED, "again").isPresent()));
    answers.add(insist(() -> catalog.move(ref, 2, Change.to(READY)).isPresent()));
    answers.add(insist(() -> catalog.claim(ref, "load-1", "b-1")));
    answers.add(insist(() -> catalog.release(ref, "load-1")));
    answers.add(
        insist(
            () -> {
              catalog.committed(ref, "hash");
              return true;
            }));

    assertThat(answers).containsExactly(received, true, true, true, true, true);
    expectTheEnd(catalog(EmbeddedDynamoDb.client()), received);
  }

  private static ObjectCatalog catalog(DynamoDbClient client) {
    Clock clock = Clock.fixed(Landed.NOON.plusSeconds(60), ZoneOffset.UTC);
    return new DynamoDbObjectCatalog(client, TABLES.objects(), clock);
  }

  private static void expectTheEnd(ObjectCatalog catalog, Delivery received) {
    DeliveryRef ref = received.ref();
    Delivery delivery = catalog.find(ref).orElseThrow();
    assertThat(delivery.state()).isEqualTo(READY);
    assertThat(delivery.attempt()).isEqualTo(2);
    assertThat(catalog.heads(List.of(ref.object())))
        .containsEntry(ref.object(), new Head(ref, received.sequencer(), "v1", "hash"));
    assertThat(catalog.recent(Landed.DATASET, Instant.EPOCH, 100)).contains(delivery);
  }

  @ParameterizedTest(name = "{0}, call {1}")
  @MethodSource("failures")
  void theRegistryEndsTheSameWay(Failure failure, int call) {
    TableRegistry registry = new DynamoDbTableRegistry(failing(failure, call), TABLES.tables());
    String table = "db." + failure + call;
    TableSource source = new TableSource("acme", "wf", "adhoc", null);

    List<Object> answers = new ArrayList<>();
    answers.add(insist(() -> registry.register(table, Landed.DATASET, source).source()));
    TableRecord rung = insist(() -> registry.ring(table, Landed.version(1).ref()));
    answers.add(insist(() -> registry.open(table, 1, INTENT).orElseThrow()));
    answers.add(
        insist(
            () -> {
              registry.clear(table, "c1");
              return true;
            }));
    answers.add(insist(() -> registry.close(table, 1, rung.doorbell())));

    assertThat(answers).containsExactly(source, INTENT, true, true);
    TableRecord end =
        new DynamoDbTableRegistry(EmbeddedDynamoDb.client(), TABLES.tables())
            .find(table)
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
