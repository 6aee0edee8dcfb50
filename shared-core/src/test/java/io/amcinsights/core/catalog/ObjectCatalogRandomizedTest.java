package io.amcinsights.core.catalog;

import static io.amcinsights.core.catalog.Landed.REPORT;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectCatalogRandomizedTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOrderAndRepetitionOfArrivalsEndsAtTheNewest(long seed) {
    Random random = new Random(seed);
    List<Delivery> arrivals =
        random.ints(1 + random.nextInt(60), 0, 40).mapToObj(Landed::version).toList();
    var catalog = new InMemoryObjectCatalog(Clock.systemUTC());

    arrivals.forEach(catalog::record);

    Delivery newest = arrivals.stream().max(comparing(Delivery::sequencer)).orElseThrow();
    assertThat(catalog.heads(List.of(REPORT)).get(REPORT).current()).isEqualTo(newest.ref());
    assertThat(catalog.deliveries(REPORT))
        .containsExactlyInAnyOrderElementsOf(arrivals.stream().distinct().toList());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOrderAndRepetitionOfCommitsEndsAtTheNewest(long seed) {
    List<Delivery> commits = new ArrayList<>();
    for (int n = 1; n <= 1 + seed % 7; n++) {
      commits.addAll(List.of(Landed.version(n), Landed.version(n)));
    }
    Delivery newest = commits.get(commits.size() - 1);
    Collections.shuffle(commits, new Random(seed));
    var catalog = new InMemoryObjectCatalog(Clock.systemUTC());
    commits.forEach(catalog::record);

    commits.forEach(it -> catalog.committed(it.ref(), "hash of " + it.ref().delivery()));

    Head head = catalog.heads(List.of(REPORT)).get(REPORT);
    assertThat(head.committed()).isEqualTo(newest.ref().delivery());
    assertThat(head.committedHash()).isEqualTo("hash of " + newest.ref().delivery());
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }
}
