package io.amcinsights.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutputTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  private Output output(boolean moving) {
    var stream = new PrintStream(err, true, UTF_8);
    return new Output(stream, stream, false, moving, () -> now);
  }

  @Test
  void progressReplacesItselfOnATerminal() {
    Output output = output(true);
    output.progress("one of 10");
    output.progress("10 of 10");
    output.note("Done.");

    assertThat(err.toString(UTF_8)).startsWith("\rone of 10\r10 of 10 ").endsWith("\rDone.\n");
  }

  @Test
  void progressIsALineNowAndThenElsewhere() {
    Output output = output(false);
    output.progress("1 of 10");
    now += Duration.ofSeconds(4).toNanos();
    output.progress("2 of 10");
    output.progress("3 of 10");
    now += Duration.ofSeconds(4).toNanos();
    output.progress("4 of 10");

    assertThat(err.toString(UTF_8)).isEqualTo("2 of 10\n4 of 10\n");
  }
}
