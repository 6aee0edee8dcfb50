package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Makes results like AMC's, the same for the same seed. */
final class Results {

  private static final String HEADER =
      "campaign_id,campaign,advertiser,event_date,event_time,impressions,clicks,total_cost,"
          + "ctr_rate,is_new,product_asin,city,purchases,product_sales,note,filtered\n";

  private Results() {}

  /** Writes a file of about that size; returns its rows. */
  static long write(Path file, long bytes, long seed) throws IOException {
    Random random = new Random(seed);
    long rows = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write(HEADER);
      for (long written = HEADER.length(); written < bytes; rows++) {
        String row = row(random);
        out.write(row);
        written += row.length();
      }
    }
    return rows;
  }

  private static String row(Random random) {
    int day = 1 + random.nextInt(28);
    boolean filtered = random.nextInt(50) == 0;
    if (filtered) {
      return ",,,,,,,,,,,,,,,true\n";
    }
    return String.format(
        Locale.ROOT,
        "%d,\"Campaign %d, \"\"Spring\"\"\",Acme | Always-On %d,2026-03-%02d,"
            + "2026-03-%02dT%02d:%02d:%02dZ,%d,%d,%s,%.6f,%s,B0%07d,%s,%d,%.2f,%s,false%n",
        random.nextInt(100_000),
        random.nextInt(500),
        random.nextInt(50),
        day,
        day,
        random.nextInt(24),
        random.nextInt(60),
        random.nextInt(60),
        random.nextInt(1_000_000),
        random.nextInt(5_000),
        random.nextInt(100_000) / 100.0,
        random.nextDouble(),
        random.nextBoolean(),
        random.nextInt(9_999_999),
        random.nextInt(10) == 0 ? "" : random.nextInt(5) == 0 ? "München" : "Berlin",
        random.nextInt(100),
        random.nextDouble() * 10_000,
        random.nextInt(3) == 0 ? "" : "\"note, " + random.nextInt(100_000) + '"');
  }
}
