package io.amcinsights.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.InvalidInputException;
import io.amcinsights.core.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StreamPollersTest {

  @TempDir private Path folder;
  private final StreamTestBench bench = new StreamTestBench();
  private final FakeStream stream = new FakeStream();
  private StreamPollers pollers;

  @BeforeEach
  void open() {
    pollers = new StreamPollers(bench.settings(stream, folder));
  }

  @AfterEach
  void close() {
    pollers.close();
  }

  @Test
  void aShardIsReadAfterTheOneItComesFrom() throws Exception {
    stream.shard("child", "parent").add("child", "3", "4");
    stream.shard("parent", "long gone").add("parent", "1", "2");
    pollers.put(new StreamTestBench.Mapping().batchSize(1).spec());

    assertThat(next()).containsExactly("1");
    assertThat(next()).containsExactly("2");
    awaitIdle();
    assertThat(bench.batches).isEmpty();
    stream.close("parent");
    assertThat(next()).containsExactly("3");
    assertThat(next()).containsExactly("4");
  }

  @Test
  void newShardsAreFound() throws Exception {
    stream.shard("a", null).add("a", "1");
    pollers.put(new StreamTestBench.Mapping().spec());
    assertThat(next()).containsExactly("1");

    stream.close("a");
    stream.shard("b", "a").add("b", "2");
    assertThat(next()).containsExactly("2");
    stream.drop("a");
    stream.add("b", "3");
    assertThat(next()).containsExactly("3");
  }

  @Test
  void anExpiredIteratorIsReplacedByOneOfTheSamePlace() throws Exception {
    stream.shard("a", null).add("a", "1");
    pollers.put(new StreamTestBench.Mapping().spec());
    assertThat(next()).containsExactly("1");
    awaitIdle();

    stream.expireIterators();
    stream.add("a", "2");
    assertThat(next()).containsExactly("2");
  }

  @Test
  void aRestartGoesOnAndStartsOverWhereItsPlaceWasTrimmed() throws Exception {
    stream.shard("a", null).add("a", "1", "2");
    stream.shard("b", null).add("b", "5");
    StreamCheckpoints before = new StreamCheckpoints(folder.resolve("streams.json"));
    before.done("m", "a", "1");
    before.done("m", "b", "4");
    before.done("m", "dropped", "0");
    open();
    pollers.put(new StreamTestBench.Mapping().spec());

    assertThat(List.of(next(), next())).containsExactlyInAnyOrder(List.of("2"), List.of("5"));
    awaitIdle();
    StreamCheckpoints after = new StreamCheckpoints(folder.resolve("streams.json"));
    assertThat(after.position("m", "a")).contains("2");
    assertThat(after.position("m", "b")).contains("5");
    assertThat(after.position("m", "dropped")).isEmpty();
  }

  @Test
  void whatTheFilterLeavesOutIsPassedOver() throws Exception {
    stream.shard("a", null).add("a", "1", "2", "3");
    pollers.put(
        new StreamTestBench.Mapping()
            .filter("{\"dynamodb\":{\"Keys\":{\"id\":{\"S\":[\"2\"]}}}}")
            .spec());

    assertThat(next()).containsExactly("2");
    awaitIdle();
    assertThat(new StreamCheckpoints(folder.resolve("streams.json")).position("m", "a"))
        .contains("3");
  }

  @Test
  void aWrongFilterIsRefusedAtOnce() {
    StreamMappings.Spec wrong = new StreamTestBench.Mapping().filter("{").spec();

    assertThatThrownBy(() -> pollers.put(wrong)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void recordsThatAreBeingProcessedAreInFlight() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    bench.behaviour =
        numbers -> {
          await(answer);
          return Json.object();
        };
    stream.shard("a", null).add("a", "1", "2");
    pollers.put(new StreamTestBench.Mapping().spec());

    next();
    assertThat(pollers.inFlight()).isEqualTo(2);
    answer.countDown();
    awaitIdle();
  }

  @Test
  void aRemovedMappingStartsFromTheBeginning() throws Exception {
    stream.shard("a", null).add("a", "1");
    pollers.put(new StreamTestBench.Mapping().spec());
    assertThat(next()).containsExactly("1");
    awaitIdle();
    pollers.close();

    open();
    pollers.remove("m");
    pollers.put(new StreamTestBench.Mapping().spec());
    assertThat(next()).containsExactly("1");
  }

  @Test
  void aChangedMappingGoesOnWithoutOvertaking() throws Exception {
    stream.shard("a", null).add("a", "1");
    CountDownLatch answer = new CountDownLatch(1);
    bench.behaviour =
        numbers -> {
          await(answer);
          return Json.object();
        };
    pollers.put(new StreamTestBench.Mapping().spec());
    assertThat(next()).containsExactly("1");

    pollers.put(new StreamTestBench.Mapping().bisect().spec());
    stream.add("a", "2");
    answer.countDown();
    assertThat(next()).containsExactly("2");
    assertThat(bench.batches).isEmpty();
  }

  private List<String> next() throws InterruptedException {
    return Objects.requireNonNull(bench.batches.poll(20, TimeUnit.SECONDS), "no batch in 20 s");
  }

  private void awaitIdle() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (pollers.inFlight() > 0) {
      assertThat(System.nanoTime()).as("still in flight after 20 s").isLessThan(end);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
