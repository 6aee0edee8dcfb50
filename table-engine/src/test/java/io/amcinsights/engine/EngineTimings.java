package io.amcinsights.engine;

import io.amcinsights.core.message.LoadManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Prints how long staging and loading take; run by hand, it checks nothing. */
public final class EngineTimings {

  private EngineTimings() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("timings");
    String csv = csv();
    long opened = System.nanoTime();
    Lake lake = new Lake(folder);
    print("open engine and catalog, cold", opened);
    long cold = System.nanoTime();
    LoadManifest.Entry first = lake.staged("2024-07-01-first.csv", csv);
    print("stage one file, cold", cold);
    long coldLoad = System.nanoTime();
    lake.load("cold", first);
    print("load one file, cold", coldLoad);
    for (int round = 0; round < 4; round++) {
      String prefix = "2024-07-1" + round;
      long stage = System.nanoTime();
      List<LoadManifest.Entry> entries = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        entries.add(lake.staged("%s-f%03d.csv".formatted(prefix, i), csv));
      }
      System.out.printf("stage one of 100 files: %.1f ms%n", (System.nanoTime() - stage) / 1e8);
      long load = System.nanoTime();
      lake.load("hundred" + round, entries.toArray(LoadManifest.Entry[]::new));
      print("load 100 files", load);
      for (int i = 0; i < 5; i++) {
        LoadManifest.Entry one = lake.staged("2024-07-2%d-one%d.csv".formatted(round, i), csv);
        long single = System.nanoTime();
        lake.load("one" + round + "-" + i, one);
        print("load one file", single);
      }
      LoadManifest.Entry again = lake.staged(prefix + "-f050.csv", csv);
      long replace = System.nanoTime();
      lake.load("again" + round, again);
      print("replace one file of 100", replace);
    }
    lake.close();
  }

  private static String csv() {
    Random random = new Random(1);
    StringBuilder csv =
        new StringBuilder(
            "campaign_id,campaign,day,impressions,clicks,cost,rate,at,flag,filtered\n");
    IntStream.range(0, 1_000)
        .takeWhile(i -> csv.length() < 10_000)
        .forEach(
            i ->
                csv.append(
                    "%d,\"C, %d\",2024-07-%02d,%d,%d,%.2f,%.4f,2024-07-01T10:00:%02dZ,true,false\n"
                        .formatted(
                            random.nextInt(99_999),
                            random.nextInt(100),
                            1 + random.nextInt(28),
                            random.nextInt(9_999),
                            random.nextInt(99),
                            random.nextDouble() * 9,
                            random.nextDouble(),
                            random.nextInt(60))));
    return csv.toString();
  }

  private static void print(String what, long since) {
    System.out.printf("%s: %.1f ms%n", what, (System.nanoTime() - since) / 1e6);
  }
}
