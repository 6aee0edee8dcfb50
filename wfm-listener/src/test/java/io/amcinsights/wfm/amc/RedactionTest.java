package io.amcinsights.wfm.amc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {

  private static final ObjectNode NOTHING = Json.object();

  private static ObjectNode sending(String sql) {
    ObjectNode request = Json.object();
    request.putObject("workflow").put("sqlQuery", sql);
    return request;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Column 'campain' cannot be resolved|Column 'campain' cannot be resolved",
        "see https://b.s3.amazonaws.com/k?X-Amz-Signature=1 now|see (left out) now",
        "s3://bucket/key is gone|(left out) is gone",
        "query SELECT a FROM b failed|query (left out)",
        "WITH x AS (VALUES 1)|(left out)",
        "Please select a time from the list|Please (left out)",
        "two\\nlines|two lines",
      })
  void whatIsNobodysBusinessIsLeftOut(String words, String kept) {
    assertThat(Redaction.of(words, NOTHING)).isEqualTo(kept);
  }

  @Test
  void tokensAreLeftOut() {
    assertThat(Redaction.of("token Atza|abc and Bearer xyz", NOTHING))
        .isEqualTo("token (left out) and (left out)");
  }

  @Test
  void quotationsAreFoundInOtherSpacingAndCase() {
    assertThat(
            Redaction.of(
                "near 'SUM( A )\\n  OVER b': odd", sending("select sum( a )   over b, c as d")))
        .isEqualTo("near '(left out)': odd");
  }

  @Test
  void namesOfTablesStay() {
    assertThat(
            Redaction.of(
                "Table amazon_attributed_events is unknown",
                sending("select x from amazon_attributed_events where y")))
        .isEqualTo("Table amazon_attributed_events is unknown");
  }

  @Test
  void longWordsAreCut() {
    assertThat(Redaction.of("word ".repeat(1_000), NOTHING)).hasSizeLessThan(320);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noQuotationOfTwentyCharactersWithASpaceInItSurvives(long seed) {
    Random random = new Random(seed);
    StringBuilder sql = new StringBuilder("x");
    for (int i = 0; i < 40; i++) {
      sql.append(' ').append(Long.toString(random.nextLong(1L << (1 + random.nextInt(30))), 36));
    }
    int from = random.nextInt(sql.length() - 60);
    String words = "bad: [" + sql.substring(from, from + 40) + "] in it";

    String kept = Redaction.of(words, sending(sql.toString()));

    for (int at = from; at + 20 <= from + 40; at++) {
      String piece = sql.substring(at, at + 20);
      if (piece.strip().indexOf(' ') >= 0) {
        assertThat(kept).doesNotContain(piece);
      }
    }
    assertThat(kept).startsWith("bad: [").endsWith("] in it");
  }

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }
}
