package io.amcinsights.engine.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.transform.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A column is stored as a type only when every delivered text comes back from it. */
class SpellingTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1,-2,30; LONG; PLAIN; 0",
        "1,,3; LONG; PLAIN; 0",
        "1,\"\",3; STRING; PLAIN; 0",
        "2024-01-01,2024-02-29; DATE; PLAIN; 0",
        "true,false; BOOLEAN; PLAIN; 0",
        "true,FALSE; STRING; PLAIN; 0",
        "1.50,2.25,-0.10; DOUBLE; FIXED; 2",
        "1.5,2,0.25; DOUBLE; BARE; 0",
        "1.5,2.0,0.25; DOUBLE; PLAIN; 0",
        "1.5,2.0,3; STRING; PLAIN; 0",
        "1.50,2.5; STRING; PLAIN; 0",
        "0.0001,0.5,12; DOUBLE; BARE; 0",
        "0.00001,0.5,12; STRING; PLAIN; 0",
        "0.00001,0.12345; DOUBLE; FIXED; 5",
        "1e5,2.5; STRING; PLAIN; 0",
        ".5,2.5; STRING; PLAIN; 0",
        "-0.0,1.5; STRING; PLAIN; 0",
        "1.5,-0; STRING; PLAIN; 0",
        "0.1234567890123456,1.5; STRING; PLAIN; 0",
        "2024-01-01T10:00:00Z,2024-01-01T11:00:00Z; TIMESTAMP; ISO_UTC; 0",
        "2024-01-01T10:00:00.5,2024-01-01T11:00:00.0; TIMESTAMP; ISO; 1",
        "2024-01-01 10:00:00.120 UTC,0001-01-01 00:00:00.000 UTC; TIMESTAMP; SQL_UTC; 3",
        "2024-01-01 10:00:00.000001,9999-12-31 23:59:59.999999; TIMESTAMP; SQL; 6",
        "2024-01-01 10:00:00,2024-01-01T10:00:00; STRING; PLAIN; 0",
        "2024-01-01 10:00:00.1,2024-01-01 10:00:00.12; STRING; PLAIN; 0",
        "2024-01-01 10:00:00+01,2024-01-01 10:00:00+01; STRING; PLAIN; 0",
        "2024-01-01 10:00,2024-01-01 10:01; STRING; PLAIN; 0",
        "2024-01-01,2024-01-01 10:00:00; STRING; PLAIN; 0",
        "0000-01-01 10:00:00,2024-01-01 10:00:00; STRING; PLAIN; 0",
        "0000-01-01,2024-01-01; STRING; PLAIN; 0",
        "1,x; STRING; PLAIN; 0"
      })
  void onlyWhatIsSpelledOneWayIsStoredAsAType(String values, String type, String how, int scale) {
    Profile.Stored stored =
        new Staging(folder).column("v", "v,w\n" + values.replace(",", ",\n") + ",\n").stored();

    assertThat(stored.type()).hasToString(type);
    assertThat(stored.spelling()).hasToString(how);
    assertThat(stored.scale()).isEqualTo(scale);
  }

  static Stream<Long> seeds() {
    return LongStream.rangeClosed(1, 60).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyNumberComesBackAsItWasDelivered(long seed) {
    Random random = new Random(seed);
    int scale = random.nextInt(8);
    int style = random.nextInt(3);
    List<List<String>> rows = new ArrayList<>(List.of(List.of("v", "w")));
    StringBuilder text = new StringBuilder("v,w\n");
    for (int i = 0; i < 300; i++) {
      String value = number(random, scale, style);
      rows.add(List.of(value, "x"));
      text.append(value).append(",x\n");
    }

    assertThat(new Staging(folder).rows(text.toString())).isEqualTo(rows);
  }

  private static String number(Random random, int scale, int style) {
    double magnitude = Math.pow(10, random.nextInt(12) - 4);
    BigDecimal value =
        BigDecimal.valueOf((random.nextDouble() - 0.3) * magnitude)
            .setScale(scale, RoundingMode.HALF_UP);
    return switch (style) {
      case 0 -> value.toPlainString();
      case 1 -> value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
      default -> Double.toString(value.doubleValue());
    };
  }
}
