package io.amcinsights.cli.samples;

import io.amcinsights.cli.samples.Csv.Dialect;
import java.util.List;

/** A sample tenant: what it advertises and how its results are written. */
record Advertiser(String customerId, String name, Dialect dialect, List<Campaign> campaigns) {

  /**
   * A campaign and how it does, per day.
   *
   * @param clicks per 1,000 impressions
   * @param purchases per 1,000 clicks
   * @param basket what a purchase is worth, in cents
   * @param cpm cost of 1,000 impressions, in cents
   */
  record Campaign(
      String id,
      String name,
      String product,
      int impressions,
      int clicks,
      int purchases,
      int basket,
      int cpm) {}

  static final Advertiser ACME =
      new Advertiser(
          "acme",
          "Acme Coffee Works",
          new Dialect(',', "\n", "\\\"", false),
          List.of(
              new Campaign(
                  "580000000000000101",
                  "Acme | Always-On_SP_Espresso 2026",
                  "sponsored_products",
                  42_000,
                  9,
                  110,
                  18_900,
                  900),
              new Campaign(
                  "580000000000000102",
                  "Acme | Always-On_SB_Grinders 2026",
                  "sponsored_brands",
                  23_000,
                  6,
                  70,
                  14_900,
                  850),
              new Campaign(
                  "580000000000000103",
                  "Acme | Display_Retargeting \"Spring\" 2026",
                  "amazon_dsp",
                  61_000,
                  3,
                  90,
                  17_400,
                  420),
              new Campaign(
                  "580000000000000104",
                  "Acme | OTT_Brand, Spring 2026",
                  "streaming_tv",
                  88_000,
                  1,
                  40,
                  19_900,
                  1_900),
              new Campaign(
                  "580000000000000105",
                  "Acme | Video_Prospecting 2026",
                  "amazon_dsp",
                  54_000,
                  2,
                  35,
                  16_200,
                  700)));

  static final Advertiser GLOBEX =
      new Advertiser(
          "globex",
          "Globex Küchen GmbH",
          new Dialect(';', "\r\n", "\"\"", true),
          List.of(
              new Campaign(
                  "590000000000000201",
                  "Globex | Frühjahr_SP_Küche",
                  "sponsored_products",
                  31_000,
                  8,
                  95,
                  7_900,
                  800),
              new Campaign(
                  "590000000000000202",
                  "Globex | Dauerläufer_SB_Größe XL",
                  "sponsored_brands",
                  18_000,
                  7,
                  60,
                  8_800,
                  760),
              new Campaign(
                  "590000000000000203",
                  "Globex | Display \"Süß & Salzig\"",
                  "amazon_dsp",
                  47_000,
                  3,
                  75,
                  6_900,
                  380),
              new Campaign(
                  "590000000000000204",
                  "Globex | Streaming; Österreich, Schweiz",
                  "streaming_tv",
                  52_000,
                  1,
                  30,
                  9_400,
                  1_700)));
}
