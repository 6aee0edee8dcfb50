package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantWatchTest {

  @TempDir Path home;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> changes = new ArrayList<>();

  private static String tenant(String id, String status) {
    return "{\"customerId\":\"%s\",\"status\":\"%s\"}".formatted(id, status);
  }

  private static JsonNode requested(String id) {
    return Json.read("tenant", tenant(id, "REQUESTED"));
  }

  private TenantWatch watch(LakeClient client) {
    var stream = new PrintStream(err, true, UTF_8);
    return new TenantWatch(
        client,
        new Output(stream, stream, false, true),
        it -> changes.add(it.path("customerId").asText() + " " + TenantWatch.status(it)),
        time -> {});
  }

  @Test
  void tellsEachChangeOnceAndAsksForThoseThatAreStillOnTheirWay() throws Exception {
    var lake =
        new FakeLake(home)
            .answer(
                "/tenants/progress",
                "[" + tenant("a", "PROVISIONING") + "," + tenant("b", "REQUESTED") + "]",
                "[" + tenant("a", "PROVISIONING") + "," + tenant("b", "FAILED") + "]",
                "[" + tenant("a", "ACTIVE") + "]");

    List<JsonNode> ends =
        watch(lake).follow(List.of(requested("a"), requested("b")), Duration.ofMinutes(1));

    assertThat(changes)
        .containsExactly("a REQUESTED", "b REQUESTED", "a PROVISIONING", "b FAILED", "a ACTIVE");
    assertThat(lake.asked().get(2)).endsWith("{\"ids\":[\"a\"]}");
    assertThat(ends).extracting(TenantWatch::status).containsExactly("ACTIVE", "FAILED");
    assertThat(err.toString(UTF_8)).contains("| 0 of 2 tenants done, 2 REQUESTED", "/ 0 of 2");
  }

  @Test
  void asksNothingOfWhatIsAtItsEnd() throws Exception {
    var lake = new FakeLake(home);

    watch(lake).follow(List.of(Json.read("tenant", tenant("a", "ACTIVE"))), Duration.ofMinutes(1));

    assertThat(lake.asked()).isEmpty();
  }

  @Test
  void endsWithWhatItSawLastWhenTheTimeIsOver() throws Exception {
    List<JsonNode> ends = watch(new FakeLake(home)).follow(List.of(requested("a")), Duration.ZERO);

    assertThat(ends).containsExactly(requested("a"));
  }
}
