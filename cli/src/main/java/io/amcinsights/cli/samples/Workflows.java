package io.amcinsights.cli.samples;

import io.amcinsights.cli.samples.Advertiser.Campaign;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What AMC's instructional queries answer, for one advertiser and one day. */
final class Workflows {

  /**
   * A path and how well it does.
   *
   * @param reach people, in thousandths of the impressions
   * @param buyers per 10,000 people
   */
  private record Path(String steps, int reach, int buyers) {}

  // Display before search converts best: that is what the demo's query finds.
  private static final List<Path> PATHS =
      List.of(
          new Path("[[1, Sponsored Products]]", 210, 19),
          new Path("[[1, Amazon DSP]]", 260, 6),
          new Path("[[1, Streaming TV]]", 310, 2),
          new Path("[[1, Amazon DSP], [2, Sponsored Products]]", 90, 34),
          new Path("[[1, Streaming TV], [2, Sponsored Products]]", 70, 41),
          new Path("[[1, Streaming TV], [2, Amazon DSP], [3, Sponsored Products]]", 40, 67),
          new Path("[[1, Sponsored Brands], [2, Sponsored Products]]", 60, 28));

  private static final List<String> TIMES =
      List.of(
          "1 | < 1 MIN",
          "2 | 1 - 10 MIN",
          "3 | 10 - 30 MIN",
          "4 | 30 - 60 MIN",
          "5 | 1 - 2 HRS",
          "6 | 2 - 12 HRS",
          "7 | 1 - 2 DAYS",
          "8 | 7+ DAYS");

  private static final List<String> REGIONS =
      List.of("0501 New York", "0602 Chicago", "0803 Los Angeles", "0807 San Francisco");

  private static final LocalDate LATE_COLUMN_SINCE = LocalDate.of(2026, 3, 10);

  private final Advertiser advertiser;
  private final LocalDate day;
  private final Random random;

  Workflows(Advertiser advertiser, LocalDate day) {
    this.advertiser = advertiser;
    this.day = day;
    // The seed is the day and the tenant: a file does not depend on those made before it.
    this.random = new Random(day.toEpochDay() * 31 + advertiser.customerId().length());
  }

  Csv pathToConversion() {
    var csv =
        new Csv(
            "path",
            "path_occurrences",
            "impressions",
            "reach",
            "users_that_purchased",
            "purchases",
            "product_sales",
            "total_cost",
            "filtered");
    int impressions = advertiser.campaigns().stream().mapToInt(Campaign::impressions).sum();
    for (Path path : PATHS) {
      int reach = about(impressions * path.reach() / 1000);
      int buyers = about(reach * path.buyers() / 10_000) + 1;
      int purchases = buyers + buyers / 7;
      csv.row(
          path.steps(),
          about(reach * 3 / 2),
          about(reach * 3),
          reach,
          buyers,
          purchases,
          money(purchases * (long) about(basket())),
          money(about(reach * 3) * 12L / 10),
          false);
    }
    csv.filteredRow();
    csv.filteredRow();
    return csv;
  }

  Csv timeToConversion() {
    var csv =
        new Csv(
            "advertiser",
            "campaign",
            "time_to_conversion",
            "purchases",
            "total_brand_purchases",
            "filtered");
    for (Campaign campaign : advertiser.campaigns()) {
      int left = purchases(campaign);
      for (String time : TIMES) {
        int purchases = left / 3 + 1;
        left -= left / 3;
        csv.row(
            advertiser.name(),
            campaign.name(),
            time,
            purchases,
            purchases + purchases * 2 / 5,
            false);
      }
    }
    csv.filteredRow();
    return csv;
  }

  Csv reachFrequency() {
    var csv =
        new Csv(
            "campaign_id",
            "campaign",
            "frequency_bucket",
            "users_in_bucket",
            "impressions_in_bucket",
            "purchases_in_bucket",
            "filtered");
    for (Campaign campaign : advertiser.campaigns()) {
      for (int frequency = 1; frequency <= 5; frequency++) {
        int users = about(campaign.impressions() / (frequency * frequency * 3));
        csv.row(
            campaign.id(),
            campaign.name(),
            String.format(Locale.ROOT, "frequency_%02d", frequency),
            users,
            users * frequency,
            users * campaign.purchases() * frequency / 200_000,
            false);
      }
    }
    csv.filteredRow();
    return csv;
  }

  Csv newToBrand() {
    var csv =
        new Csv(
            "campaign",
            "ad_product_type",
            "purchases",
            "ntb_purchases",
            "ntb_rate",
            "product_sales",
            "ntb_product_sales",
            "filtered");
    for (Campaign campaign : advertiser.campaigns()) {
      int purchases = purchases(campaign);
      int share = campaign.product().equals("streaming_tv") ? 71 : 32 + random.nextInt(12);
      long sales = purchases * (long) campaign.basket();
      csv.row(
          campaign.name(),
          campaign.product(),
          purchases,
          purchases * share / 100,
          String.format(Locale.ROOT, "0.%02d", share),
          money(sales),
          money(sales * share / 100),
          false);
    }
    csv.filteredRow();
    return csv;
  }

  Csv campaignPerformance() {
    boolean late = !day.isBefore(LATE_COLUMN_SINCE);
    var csv =
        late
            ? new Csv(
                "date",
                "campaign_id",
                "campaign",
                "ad_product_type",
                "impressions",
                "clicks",
                "total_cost",
                "purchases",
                "product_sales",
                "detail_page_views",
                "filtered")
            : new Csv(
                "date",
                "campaign_id",
                "campaign",
                "ad_product_type",
                "impressions",
                "clicks",
                "total_cost",
                "purchases",
                "product_sales",
                "filtered");
    for (Campaign campaign : advertiser.campaigns()) {
      int impressions = about(campaign.impressions());
      int clicks = impressions * campaign.clicks() / 1000;
      int purchases = clicks * campaign.purchases() / 1000;
      Object[] start = {
        day,
        campaign.id(),
        campaign.name(),
        campaign.product(),
        impressions,
        clicks,
        money(impressions * (long) campaign.cpm() / 1000),
        purchases,
        purchases == 0 ? "" : money(purchases * (long) about(campaign.basket()))
      };
      csv.row(late ? plus(start, clicks * 2, false) : plus(start, false));
    }
    csv.filteredRow();
    return csv;
  }

  Csv adTypeOverlap() {
    var csv =
        new Csv(
            "exposure_group",
            "reach",
            "impressions",
            "users_that_purchased",
            "purchase_rate",
            "filtered");
    List<String> groups =
        List.of(
            "SP only", "DSP only", "STV only", "SP + DSP", "SP + STV", "DSP + STV", "all three");
    for (int i = 0; i < groups.size(); i++) {
      int reach = about(260_000 / (i + 1));
      int rate = 4 + 9 * i;
      csv.row(
          groups.get(i),
          reach,
          reach * (i + 2),
          reach * rate / 1000,
          String.format(Locale.ROOT, "0.0%02d", rate),
          false);
    }
    csv.filteredRow();
    return csv;
  }

  Csv geoSummary() {
    var csv =
        new Csv(
            "date",
            "dma_code",
            "dma_name",
            "impressions",
            "users",
            "purchases",
            "units_sold",
            "filtered");
    for (int i = 0; i < 7; i++) {
      for (String region : REGIONS) {
        int impressions = about(40_000);
        int purchases = impressions / 900;
        csv.row(
            day.minusDays(6 - i),
            region.substring(0, 4),
            region.substring(5),
            impressions,
            impressions / 4,
            purchases,
            purchases + purchases / 3,
            false);
      }
    }
    csv.filteredRow();
    return csv;
  }

  private int purchases(Campaign campaign) {
    return about(campaign.impressions() / 1000 * campaign.clicks() * campaign.purchases() / 1000)
        + 3;
  }

  private int basket() {
    return advertiser.campaigns().get(0).basket();
  }

  /** The number, give or take a tenth. */
  private int about(int number) {
    int tenth = Math.max(1, number / 10);
    return number - tenth + random.nextInt(2 * tenth + 1);
  }

  private static String money(long cents) {
    return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
  }

  private static Object[] plus(Object[] start, Object... more) {
    Object[] all = java.util.Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, all, start.length, more.length);
    return all;
  }
}
