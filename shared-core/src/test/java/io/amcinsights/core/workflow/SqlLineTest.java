package io.amcinsights.core.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.amcinsights.core.workflow.SqlText.Kind;
import io.amcinsights.core.workflow.SqlText.Piece;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLineTest {

  private static final List<String> PARTS =
      List.of(
          "SELECT",
          "a",
          "1",
          "-",
          "/",
          "*",
          ",",
          "(",
          ")",
          "+",
          " ",
          "\n",
          "\t",
          "\r\n",
          "  ",
          "-- it's \"x\n",
          "/* '\n-- \" */",
          "/*+ HINT */",
          "'a  b'",
          "'--'",
          "'/*'",
          "'it''s'",
          "\"a  -- b\"",
          "`c  d`",
          "'line\nbreak'");

  @Test
  void commentsAndLineBreaksGo() {
    assertThat(SqlLine.of("  -- all\nSELECT a, /* of\nit */ b\r\n\tFROM t -- end"))
        .isEqualTo("SELECT a, b FROM t");
  }

  @Test
  void whatIsQuotedStaysAsItIs() {
    String sql = "SELECT 'a  -- b', \"c /* d */\n\", `e  f`, 'it''s  --' FROM t";
    assertThat(SqlLine.of(sql)).isEqualTo(sql);
  }

  @Test
  void aCommentSeparatesWords() {
    assertThat(SqlLine.of("a/**/b -/**/-1")).isEqualTo("a b - -1");
  }

  @Test
  void aHintIsNoComment() {
    assertThat(SqlLine.of("SELECT /*+ BROADCAST(a) */\n x"))
        .isEqualTo("SELECT /*+ BROADCAST(a) */ x");
  }

  @Test
  void textsOnTwoLinesRemainOneText() {
    assertThat(SqlLine.of("SELECT 'a' -- x\n  'b', 'c' 'd'")).isEqualTo("SELECT 'a'\n'b', 'c' 'd'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'a\n  b", "SELECT \"a\n  b", "SELECT 1 /* a\n  b"})
  void whatDoesNotEndStaysAsItIs(String sql) {
    assertThat(SqlLine.of(sql)).isEqualTo(sql);
  }

  @Test
  void anySqlKeepsItsWordsAndQuotesAndIsOnOneLineOnce() {
    var random = new Random(20_240_301);
    for (int run = 0; run < 5_000; run++) {
      var sql = new StringBuilder();
      random.ints(random.nextInt(20), 0, PARTS.size()).forEach(it -> sql.append(PARTS.get(it)));

      String line = SqlLine.of(sql.toString());

      assertThat(words(line)).as(sql.toString()).isEqualTo(words(sql.toString()));
      assertThat(SqlLine.of(line)).isEqualTo(line);
      assertThat(SqlText.pieces(line)).extracting(Piece::kind).doesNotContain(Kind.COMMENT);
    }
  }

  /** Pieces that mean something, those that touch in one. */
  private static List<String> words(String sql) {
    var words = new StringBuilder();
    boolean gap = false;
    for (Piece piece : SqlText.pieces(sql)) {
      boolean says = piece.kind() != Kind.SPACE && piece.kind() != Kind.COMMENT;
      if (says) {
        words.append(gap ? "\u0000" : "").append(piece.text());
      }
      gap = !says && !words.isEmpty();
    }
    return List.of(words.toString().split("\u0000"));
  }

  @Test
  void piecesAreTheWholeSql() {
    var random = new Random(7);
    for (int run = 0; run < 2_000; run++) {
      String sql =
          random
              .ints(30, 0, 12)
              .mapToObj(it -> "'\"`-/*\n a+\\x".substring(it, it + 1))
              .collect(java.util.stream.Collectors.joining());
      assertThat(String.join("", SqlText.pieces(sql).stream().map(Piece::text).toList()))
          .isEqualTo(sql);
    }
  }
}
