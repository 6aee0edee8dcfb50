package io.amcinsights.core.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @Nested
  class Sanitising {

    @ParameterizedTest
    @CsvSource(
        textBlock =
            """
            Campaign Name,               campaign_name
            Mon Wörkflow (v2),           mon_workflow_v2_
            Größe in Straße,             grosse_in_strasse
            Ærøskøbing Łódź þing,        aeroskobing_lodz_thing
            İstanbul ışık,               istanbul_isik
            2nd_party,                   _2nd_party
            a - b,                       a_b
            a_-_b,                       a___b
            ﬁne½,                        fine1_2
            x²,                          x2
            ＦＵＬＬ,                      full
            売上,                         _
            e\u0301te\u0301,             ete
            ROAS %,                      roas_
            """)
    void foldsToLowerCaseAscii(String name, String expected) {
      assertThat(Names.sanitise(name)).isEqualTo(expected);
    }

    @Test
    void keepsLongNamesApartWithinTheLimit() {
      String longest = "a".repeat(200);

      assertThat(Names.sanitise(longest)).isEqualTo(longest);
      assertThat(Names.sanitise(longest + "b")).hasSize(200).startsWith("a".repeat(191) + "_");
      assertThat(Names.sanitise(longest + "b")).isNotEqualTo(Names.sanitise(longest + "c"));
      assertThat(Names.sanitise("9".repeat(200))).hasSize(200).startsWith("_9");
    }

    @Test
    void isTheSameWhateverTheLanguageOfTheMachine() {
      Locale before = Locale.getDefault();
      try {
        Locale.setDefault(Locale.forLanguageTag("tr"));
        assertThat(Names.sanitise("IMPRESSIONS")).isEqualTo("impressions");
      } finally {
        Locale.setDefault(before);
      }
    }

    @Test
    void changesNothingTheSecondTime() {
      Stream.of("Größe", "2nd", "a - b", "x".repeat(300), "売上")
          .map(Names::sanitise)
          .forEach(name -> assertThat(Names.sanitise(name)).isEqualTo(name));
    }
  }

  @Nested
  class Tables {

    @Test
    void joinsPrefixWorkflowScheduleAndVersion() {
      assertThat(Names.table("acmedefault", "standard_geo_date_summary_V3", "weekly", "2"))
          .isEqualTo("acmedefault_standard_geo_date_summary_v3_weekly_ver2");
      assertThat(Names.table("acmedefault", "test-acmedefault", "adhoc", null))
          .isEqualTo("acmedefault_test_acmedefault_adhoc");
    }
  }

  @Nested
  class Columns {

    @Test
    void numbersCollisions() {
      assertThat(Names.columns(List.of("Campaign", "campaign", "CAMPAIGN ", "campaign_2")))
          .containsExactly("campaign_3", "campaign", "campaign_", "campaign_2");
      assertThat(Names.columns(List.of("a", "b", "a", "a")))
          .containsExactly("a", "b", "a_2", "a_3");
    }

    @Test
    void numbersDoNotDependOnTheOrder() {
      assertThat(Names.columns(List.of("Cost ($)", "Cost (%)")))
          .containsExactly("cost_", "cost__2");
      assertThat(Names.columns(List.of("Cost (%)", "Cost ($)")))
          .containsExactly("cost__2", "cost_");
    }

    @Test
    void namesBlankColumnsByTheirPlaceAndThoseWithoutAsciiByTheirText() {
      List<String> names = Names.columns(List.of("a", "", " ", "売上", "広告"));

      assertThat(names).startsWith("a", "column_2", "column_3").doesNotHaveDuplicates();
      assertThat(names.subList(3, 5)).allMatch(name -> name.matches("column_[0-9a-f]{8}"));
      assertThat(Names.columns(List.of("広告", "売上"))).containsExactly(names.get(4), names.get(3));
    }

    /** Headers that collide in every way there is; the seed is in the message. */
    @Test
    void anyOrderGivesEachHeaderItsName() {
      List<String> pieces =
          List.of("a", "A", "ä", "a_2", "A_2", "a 2", "a-2", "a_", "a ", "a%", "a_2_2", "%", "$");
      List<String> rest = List.of("_", "売上", "column_2", "export_year", "Export Year", "2", "_2");
      List<String> all = Stream.concat(pieces.stream(), rest.stream()).toList();
      for (long seed = 1; seed <= 500; seed++) {
        Random random = new Random(seed);
        List<String> header = new ArrayList<>(all);
        Collections.shuffle(header, random);
        header = header.subList(0, 1 + random.nextInt(all.size()));
        List<String> names = Names.columns(header);
        List<String> shuffled = new ArrayList<>(header);
        Collections.shuffle(shuffled, random);

        assertThat(byHeader(shuffled, Names.columns(shuffled)))
            .as("seed %d", seed)
            .isEqualTo(byHeader(header, names));
        assertThat(names)
            .as("seed %d", seed)
            .doesNotHaveDuplicates()
            .doesNotContainAnyElementsOf(Names.LINEAGE_COLUMNS);
      }
    }

    private static Map<String, String> byHeader(List<String> header, List<String> names) {
      return IntStream.range(0, header.size())
          .boxed()
          .collect(Collectors.toMap(header::get, names::get));
    }

    @Test
    void keepsOffTheLineageColumns() {
      assertThat(Names.columns(List.of("Customer Hash", "export_year")))
          .containsExactly("customer_hash_2", "export_year_2");
    }

    @Test
    void numbersLongNamesWithinTheLimit() {
      String longest = "a".repeat(200);

      assertThat(Names.columns(List.of(longest, longest)))
          .containsExactly(longest, "a".repeat(198) + "_2");
    }
  }
}
