package io.amcinsights.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amcinsights.core.error.RejectedDataException;
import io.amcinsights.core.naming.Names;
import io.amcinsights.core.transform.SourceFile;
import io.amcinsights.core.transform.Staged;
import io.amcinsights.engine.csv.AmcCsvTransform;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The reference's vectors of headers, quoting and broken rows. */
class FileVectorsTest extends VectorLake {

  /** D-12: the smallest results count, also without a final line end. */
  @Test
  void a13AndA14OneRowWithAndWithoutItsLineEnd() {
    lake.load(
        "c1",
        lake.staged("2020-02-03-one.csv", "a,b\n1,2"),
        lake.staged("2020-02-03-one_nl.csv", "a,b\n1,2\n"));

    assertThat(values("a")).containsExactly("1", "1");
    assertThat(values("b")).containsExactly("2", "2");
  }

  /** Text comes back as it was quoted, not with other quotes in it. */
  @Test
  void a20QuotesAreNotReplaced() {
    load("n,x", "\"say \\\"hi\\\"\",1", "b,2");

    assertThat(values("n")).containsExactly("say \"hi\"", "b");
  }

  /** D-45: both columns stay, under names that SQL can say. */
  @Test
  void b23RepeatedHeadersAreNumbered() {
    load("a,a,b", "1,2,3");

    assertThat(columns()).containsExactly("a long", "a_2 long", "b long");
    assertThat(values("a_2")).containsExactly("2");
  }

  /** D-45: another case is the same column. */
  @Test
  void b24AnotherCaseIsTheSameColumn() {
    load("campaign,x", "a,0");
    load("Campaign,X", "c,1", "d,2");

    assertThat(columns()).containsExactly("campaign string", "x long");
    assertThat(values("campaign")).containsExactly("a", "c", "d");
    assertThat(values("x")).containsExactly("0", "1", "2");
  }

  /**
   * A15 too. D-53: an empty result makes no table, so it locks no types; the delivery ends SKIPPED.
   */
  @Test
  void b25AHeaderWithoutRowsIsSkipped() throws IOException {
    SourceFile source =
        new SourceFile(
            Files.writeString(folder.resolve("x.csv"), "a,b\n"), "2024-07-01-reach.csv", 0);

    Staged staged = new AmcCsvTransform().apply(source, folder);

    assertThat(staged)
        .isInstanceOfSatisfying(
            Staged.Nothing.class, nothing -> assertThat(nothing.reason()).startsWith("no rows"));
  }

  @Test
  void b26AByteOrderMarkIsNoPartOfTheFirstName() {
    load("\uFEFFa,b", "1,2");

    assertThat(columns()).containsExactly("a long", "b long");
  }

  /**
   * Quotes stay quotes, they were made apostrophes. A backslash escapes inside quotes only:
   * elsewhere nothing needs to be escaped, so both stay.
   */
  @Test
  void b27EscapedQuotesStayQuotes() {
    load("q,n", "\"say \\\"hi\\\"\",1", "back\\\\slash,2", "\"back\\\\slash\",3");

    assertThat(values("q")).containsExactly("say \"hi\"", "back\\\\slash", "back\\slash");
  }

  /** D-45: a name that SQL can say; the rule for costs looks at it and holds. */
  @Test
  void b32PunctuationInHeadersIsFolded() {
    load("Total Cost ($),x", "10,1");

    assertThat(columns()).containsExactly("total_cost_ double", "x long");
  }

  /** D-45: no value shifts into another column; the delivery ends QUARANTINED with the line. */
  @Test
  void b33RaggedRowsAreRefusedWithTheirLine() {
    assertThatThrownBy(() -> lake.staged("2024-07-01-reach.csv", "a,b\n1,2,3\n4,5\n"))
        .isInstanceOf(RejectedDataException.class)
        .hasMessageContaining("Line 2: 3 values where the header has 2");
  }

  /** Names are those of where a row came from; a delivered one of the same name gets a number. */
  @Test
  void deliveredColumnsNamedLikeLineageAreKeptBesideIt() {
    load(
        "source_object,source_version,customer_hash,export_year,Export Month,file_last_modified",
        "mine,mine,mine,1,2,2020-01-01");

    assertThat(columns())
        .containsExactly(
            "source_object_2 string",
            "source_version_2 string",
            "customer_hash_2 string",
            "export_year_2 long",
            "export_month_2 long",
            "file_last_modified_2 date");
    assertThat(values("source_object_2")).containsExactly("mine");
    assertThat(values("source_object")).allMatch(uri -> uri.startsWith("s3://"));
    assertThat(values("export_year")).containsExactly("2024");
  }

  @Test
  void headersWithoutAnyLetterAreNamedByTheirPlaceOrTheirText() {
    load("a,,売上", "1,2,3");

    assertThat(columns()).containsExactly("a long", "column_2 long", "column_443fb948 long");
  }

  /** The same long header gives the same column in every file, and another one another. */
  @Test
  void veryLongHeadersAreCutAndStayApart() {
    String longName = "Ümsätze ".repeat(40);
    load(longName + "a," + longName + "b", "1,2");
    load(longName + "b," + longName + "a", "4,3");

    assertThat(columns()).hasSize(2).allMatch(column -> column.endsWith(" long"));
    assertThat(values(Names.sanitise(longName + "a"))).containsExactly("1", "3");
    assertThat(values(Names.sanitise(longName + "b"))).containsExactly("2", "4");
    assertThat(Names.sanitise(longName + "a")).hasSize(200).startsWith("umsatze_umsatze_");
  }
}
