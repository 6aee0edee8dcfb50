package io.amcinsights.engine.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.transform.Staged;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a file holds, it ends as rows, as nothing or refused; the seed is in the test's name.
 */
class AnyBytesTest {

  private static final List<String> PIECES =
      List.of(
          "a",
          "1",
          ",",
          ";",
          "\t",
          "|",
          "\"",
          "\"\"",
          "\\\"",
          "\\",
          "\n",
          "\r\n",
          "\r",
          "Ü",
          "\uFEFF",
          "\u0000",
          " ",
          "true",
          "2024-01-01",
          "-1.5e3");

  @TempDir Path folder;

  static Stream<Long> seeds() {
    return LongStream.rangeClosed(1, 150).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bytesWithoutSenseNeverCrash(long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(2_000)];
    random.nextBytes(bytes);
    if (random.nextInt(4) == 0 && bytes.length > 2) {
      bytes[0] = 0x1F;
      bytes[1] = (byte) 0x8B;
    }

    staged(bytes, random.nextInt(3));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void textWithoutSenseNeverCrashesAndEveryRowIsAccountedFor(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "a,b\n" : "");
    for (int i = random.nextInt(300); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }

    Staged staged = staged(text.toString().getBytes(UTF_8), random.nextInt(200));

    if (staged instanceof Staged.Rows rows) {
      assertThat(Staging.rows(rows)).hasSize((int) rows.profile().rows() + 1);
      assertThat(rows.profile().rejectedRows() > 0).isEqualTo(rows.rejects() != null);
    }
  }

  private Staged staged(byte[] bytes, int maxRejectedRows) {
    try {
      return new Staging(folder).stage(bytes, maxRejectedRows);
    } catch (RejectedDataException e) {
      assertThat(e.getMessage()).isNotBlank();
      return new Staged.Nothing("refused");
    }
  }
}
