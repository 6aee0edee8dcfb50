package io.amcinsights.cli.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.amcinsights.cli.samples.Csv.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sample results, made from fixed seeds: two tenants, seven workflows, two weeks. The same
 * bytes lie in {@code samples}; this class knows what the lake must make of them.
 */
public final class SampleData {

  /** First day of the two weeks; results of a day arrive on the next morning. */
  static final LocalDate START = LocalDate.of(2026, 3, 2);

  private static final int DAYS = 14;

  private static final String CONSOLE = "analytics-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed";

  // A tenant whose file for this day arrives cut off in the middle.
  private static final LocalDate BROKEN = LocalDate.of(2026, 3, 11);

  private final List<SampleFile> files = new ArrayList<>();

  private SampleData() {}

  /** Every sample, in the order it arrives. */
  public static List<SampleFile> files() {
    var samples = new SampleData();
    for (int i = 0; i < DAYS; i++) {
      samples.day(Advertiser.ACME, START.plusDays(i));
      samples.day(Advertiser.GLOBEX, START.plusDays(i));
    }
    samples.oddities();
    samples.bad();
    return List.copyOf(samples.files);
  }

  /** Tenant records by file name. */
  public static Map<String, String> tenants() {
    var tenants = new TreeMap<String, String>();
    tenants.put("acme.json", tenant(Advertiser.ACME, "amc-acme-results", "111122223333"));
    tenants.put("globex.json", tenant(Advertiser.GLOBEX, "amc-globex-results", "444455556666"));
    return tenants;
  }

  /** Rows every table must hold after all samples were loaded. */
  public static Map<String, Integer> rowsByTable() {
    var rows = new TreeMap<String, Integer>();
    files().stream()
        .filter(file -> file.table() != null)
        .forEach(file -> rows.merge(String.valueOf(file.table()), file.rows(), Integer::sum));
    return rows;
  }

  /** How many samples end in which state. */
  public static Map<String, Integer> states() {
    var states = new TreeMap<String, Integer>();
    files().forEach(file -> states.merge(file.state(), 1, Integer::sum));
    return states;
  }

  /** Writes all samples under a folder. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length == 0 ? "samples" : arguments[0]);
    for (SampleFile file : files()) {
      write(folder.resolve(file.path()), file.content());
    }
    for (Map.Entry<String, String> tenant : tenants().entrySet()) {
      write(folder.resolve("tenants").resolve(tenant.getKey()), tenant.getValue().getBytes(UTF_8));
    }
  }

  private static void write(Path target, byte[] content) throws IOException {
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.write(target, content);
  }

  private void day(Advertiser advertiser, LocalDate day) {
    var workflows = new Workflows(advertiser, day);
    boolean acme = advertiser.equals(Advertiser.ACME);
    result(
        advertiser, "path_to_conversion", "daily", longName(day, 12), workflows.pathToConversion());
    // Some schedules write the short name.
    result(advertiser, "time_to_conversion", "daily", shortName(day), workflows.timeToConversion());
    Csv frequency = workflows.reachFrequency();
    if (acme) {
      result(advertiser, "reach_frequency", "daily", longName(day, 21), frequency);
    } else {
      zipped(advertiser, "reach_frequency", "daily", longName(day, 21), frequency);
    }
    if (acme || !day.equals(BROKEN)) {
      result(advertiser, "new_to_brand", "daily", longName(day, 33), workflows.newToBrand());
    } else {
      broken(advertiser, day, workflows.newToBrand());
    }
    result(
        advertiser,
        "campaign_performance",
        "daily",
        longName(day, 47),
        workflows.campaignPerformance());
    if (day.getDayOfWeek().getValue() == 7) {
      tabs(advertiser, day, workflows.adTypeOverlap());
      versioned(advertiser, day, workflows.geoSummary());
    }
  }

  private void result(Advertiser to, String workflow, String schedule, String name, Csv csv) {
    String key = key(workflow, schedule, name + workflow + ".csv");
    files.add(
        SampleFile.committed(
            to.customerId(), key, csv, csv.bytes(to.dialect()), table(to, workflow, schedule)));
  }

  private void zipped(Advertiser to, String workflow, String schedule, String name, Csv csv) {
    String key = key(workflow, schedule, name + workflow + ".csv.gz");
    byte[] content = Csv.gzip(csv.bytes(to.dialect()));
    files.add(
        SampleFile.committed(to.customerId(), key, csv, content, table(to, workflow, schedule)));
  }

  private void tabs(Advertiser to, LocalDate day, Csv csv) {
    var tabs = new Dialect('\t', "\n", "\"\"", false);
    String key = key("ad_type_overlap", "weekly", longName(day, 5) + "ad_type_overlap.csv");
    byte[] content = csv.bytes(tabs);
    // The last line of these has no end.
    files.add(
        SampleFile.committed(
            to.customerId(),
            key,
            csv,
            Arrays.copyOf(content, content.length - 1),
            table(to, "ad_type_overlap", "weekly")));
  }

  private void versioned(Advertiser to, LocalDate day, Csv csv) {
    String workflow = "standard_geo_date_summary_V3";
    String key = key(workflow, "weekly", shortName(day) + workflow + "-ver2.csv");
    files.add(
        SampleFile.committed(
            to.customerId(),
            key,
            csv,
            csv.bytes(to.dialect()),
            to.customerId() + "_standard_geo_date_summary_v3_weekly_ver2"));
  }

  private void broken(Advertiser to, LocalDate day, Csv csv) {
    byte[] whole = csv.bytes(to.dialect());
    String text = new String(whole, UTF_8);
    int cut = text.indexOf("\r\n", text.indexOf("\r\n") + 2) + 20;
    files.add(
        SampleFile.other(
            "amc",
            to.customerId(),
            key("new_to_brand", "daily", longName(day, 33) + "new_to_brand.csv"),
            text.substring(0, cut).getBytes(UTF_8),
            "QUARANTINED",
            "Line 3"));
  }

  private void oddities() {
    String acme = Advertiser.ACME.customerId();
    String morning = "2026-03-05T09:14:07.482Z-";
    add(
        "amc",
        acme,
        key(CONSOLE, "adhoc", morning + CONSOLE + ".csv"),
        "a,b\n1,2\n",
        "SKIPPED",
        "");
    add(
        "amc",
        acme,
        key(
            "path_to_conversion",
            "daily",
            longName(START, 12) + "path_to_conversion-metadata.json"),
        "{\"workflowId\":\"path_to_conversion\",\"rows\":9}\n",
        "SKIPPED",
        "");
    add(
        "amc",
        acme,
        key("brand_halo", "adhoc", morning + "brand_halo.csv"),
        "tracked_asin,brand_halo_asin,purchases,filtered\n",
        "SKIPPED",
        "no rows");
  }

  private void bad() {
    bad("empty", ".csv", new byte[0], "SKIPPED", "no rows");
    bad("empty_gzip", ".csv.gz", Csv.gzip(new byte[0]), "SKIPPED", "no rows");
    bad("header_only", ".csv", "campaign,purchases\r\n".getBytes(UTF_8), "SKIPPED", "no rows");
    bad(
        "ragged",
        ".csv",
        "campaign,purchases\nspring,12\nsummer,7,oops\n".getBytes(UTF_8),
        "QUARANTINED",
        "Line 3");
    bad(
        "latin1",
        ".csv",
        "campaign,purchases\nFrühjahr,12\n".getBytes(ISO_8859_1),
        "QUARANTINED",
        "");
    bad("binary", ".csv", binary(), "QUARANTINED", "");
    byte[] zipped = Csv.gzip("campaign,purchases\nspring,12\n".getBytes(UTF_8));
    bad("cut_gzip", ".csv.gz", Arrays.copyOf(zipped, zipped.length - 15), "QUARANTINED", "");
    bad(
        "open_quote",
        ".csv",
        "campaign,purchases\n\"spring,12\nsummer,7\n".getBytes(UTF_8),
        "QUARANTINED",
        "");
    add("bad", "acme", "reports/march.xlsx", "not a result of a workflow\n", "QUARANTINED", "");
  }

  private void bad(String what, String extension, byte[] content, String state, String reason) {
    String workflow = "bad_" + what;
    String name = "2026-03-05T10:00:00.000Z-" + workflow + extension;
    files.add(
        SampleFile.other("bad", "acme", key(workflow, "adhoc", name), content, state, reason));
  }

  private void add(
      String folder, String tenant, String key, String content, String state, String reason) {
    files.add(SampleFile.other(folder, tenant, key, content.getBytes(UTF_8), state, reason));
  }

  private static byte[] binary() {
    var content = new byte[600];
    new java.util.Random(7).nextBytes(content);
    byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0};
    System.arraycopy(signature, 0, content, 0, signature.length);
    return content;
  }

  private static String key(String workflow, String schedule, String file) {
    return "workflow=" + workflow + "/schedule=" + schedule + "/" + file;
  }

  private static String table(Advertiser of, String workflow, String schedule) {
    return of.customerId() + "_" + workflow + "_" + schedule;
  }

  /** The long name's time: the next morning, with milliseconds. */
  private static String longName(LocalDate day, int minute) {
    int millis = (day.getDayOfMonth() * 61 + minute * 7) % 1000;
    return String.format(Locale.ROOT, "%sT05:%02d:44.%03dZ-", day.plusDays(1), minute, millis);
  }

  private static String shortName(LocalDate day) {
    return day.plusDays(1) + "-";
  }

  private static String tenant(Advertiser advertiser, String bucket, String amcAccount) {
    return """
    {
      "customerId": "%s",
      "customerName": "%s",
      "prefix": "%s",
      "team": "demoteam",
      "dataset": "amcdataset",
      "bucketName": "%s",
      "bucketRegion": "us-east-1",
      "bucketAccount": "000000000000",
      "amcAwsAccount": "%s"
    }
    """
        .formatted(
            advertiser.customerId(),
            advertiser.name(),
            advertiser.customerId(),
            bucket,
            amcAccount);
  }
}
