package io.amcinsights.core.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
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
          .containsExactly("campaign", "campaign_2", "campaign_", "campaign_2_2");
    }

    @Test
    void namesEmptyColumnsByTheirPlace() {
      assertThat(Names.columns(List.of("a", "", " ", "売上")))
          .containsExactly("a", "column_2", "column_3", "column_4");
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
