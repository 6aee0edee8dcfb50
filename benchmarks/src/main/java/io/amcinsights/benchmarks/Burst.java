package io.amcinsights.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.amcinsights.cli.s3.Uploads;
import io.amcinsights.local.control.LakeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Many small files at once through a whole local lake, optionally killed in their middle. */
@Command(
    name = "burst",
    mixinStandardHelpOptions = true,
    description = "Delivers many files of 10 KB at once and waits until all are rows.")
final class Burst implements Callable<Integer> {

  private static final int ROWS = 230;
  private static final String BUCKET = "amc-acme-results";

  @Option(names = "--files", description = "How many. Default: ${DEFAULT-VALUE}.")
  int files = 500;

  @Option(names = "--tables", description = "Over how many tables. Default: ${DEFAULT-VALUE}.")
  int tables = 5;

  @Option(names = "--clients", description = "Uploads at once. Default: ${DEFAULT-VALUE}.")
  int clients = 4;

  @Option(
      names = "--kill",
      description =
          "kill -9 the lake once half of the uploads were answered, start it again, upload what"
              + " was not answered, and check that every row is there once.")
  boolean kill;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("lake-burst-");
    try {
      return run(folder) ? 0 : 1;
    } finally {
      Folders.delete(folder);
    }
  }

  private boolean run(Path folder) throws Exception {
    Progress progress = new Progress("%,d files".formatted(files));
    LakeUnderLoad lake = LakeUnderLoad.start(folder);
    try {
      lake.onboard("acme");
      long start = System.nanoTime();
      Set<Integer> answered = upload(lake, Set.of(), progress);
      double uploaded = seconds(start);
      if (kill) {
        progress.ends();
        System.out.printf("killed with %d of %d uploads answered%n", answered.size(), files);
        lake = LakeUnderLoad.start(folder);
        upload(lake, answered, progress);
      }
      lake.await(Duration.ofMinutes(15), progress);
      double total = seconds(start);
      progress.ends();
      return report(lake, uploaded, total);
    } finally {
      lake.stop();
    }
  }

  /** Uploads all but the given ones; returns those the lake has answered for. */
  private Set<Integer> upload(LakeUnderLoad lake, Set<Integer> done, Progress progress)
      throws InterruptedException {
    LakeFile file = lake.file();
    Set<Integer> answered = ConcurrentHashMap.newKeySet();
    answered.addAll(done);
    ExecutorService pool = Executors.newFixedThreadPool(clients);
    boolean toBeKilled = kill && done.isEmpty();
    try (Uploads uploads = new Uploads(file.endpoints().getOrDefault("s3", ""), file.region())) {
      for (int i = 0; i < files; i++) {
        int number = i;
        if (!done.contains(number)) {
          pool.execute(() -> put(uploads, number, answered));
        }
      }
      pool.shutdown();
      while (!pool.awaitTermination(5, TimeUnit.MILLISECONDS)) {
        progress.says("uploaded " + answered.size());
        if (toBeKilled && answered.size() >= files / 2) {
          lake.kill();
          pool.shutdownNow();
          toBeKilled = false;
        }
      }
    }
    return answered;
  }

  private void put(Uploads uploads, int number, Set<Integer> answered) {
    try {
      uploads.put(BUCKET, key(number), content(number));
      answered.add(number);
    } catch (RuntimeException e) {
      if (!kill) {
        throw e;
      }
      // Nobody was there to answer: uploaded again later.
    }
  }

  private String key(int number) {
    String workflow = "p" + number % tables;
    return "workflow=%s/schedule=daily/2026-%02d-%02dT%02d:%02d:00.000Z-%s.csv"
        .formatted(
            workflow,
            1 + number / 40_320 % 12,
            1 + number / 1440 % 28,
            number / 60 % 24,
            number % 60,
            workflow);
  }

  private static byte[] content(int number) {
    Random random = new Random(number);
    StringBuilder csv = new StringBuilder("campaign,impressions,total_cost,note\n");
    for (int row = 0; row < ROWS; row++) {
      csv.append(
          String.format(
              Locale.ROOT,
              "\"Campaign %d, \"\"x\"\"\",%d,%.2f,n%d-%d text%n",
              row % 17,
              1 + random.nextInt(9_999),
              random.nextDouble() * 10,
              number,
              row));
    }
    return csv.toString().getBytes(UTF_8);
  }

  private boolean report(LakeUnderLoad lake, double uploaded, double total) throws Exception {
    JsonNode status = lake.status();
    long rows = rows(lake);
    long distinct = distinct(lake);
    long expected = (long) files * ROWS;
    System.out.printf("%-28s %s%n", "objects", status.path("objects"));
    System.out.printf("%-28s %,d of %,d expected%n", "rows", rows, expected);
    System.out.printf("%-28s %,d%n", "distinct rows", distinct);
    System.out.printf("%-28s %.1f s%n", "uploaded after", uploaded);
    System.out.printf("%-28s %.1f s%n", "all final after", total);
    System.out.printf("%-28s %.1f%n", "files per second", files / total);
    System.out.printf(
        "%-28s %,d MB%n", "peak resident memory", status.path("peakRssBytes").asLong() >> 20);
    boolean exact = rows == expected && distinct == expected;
    System.out.println(exact ? "every row is there exactly once" : "ROWS ARE MISSING OR DOUBLED");
    return exact;
  }

  private long rows(LakeUnderLoad lake) throws Exception {
    return lake.number("select count(*) n from (" + notes() + ")");
  }

  private long distinct(LakeUnderLoad lake) throws Exception {
    return lake.number("select count(distinct note) n from (" + notes() + ")");
  }

  /** Whether every row is there once. */
  boolean isExact(LakeUnderLoad lake) throws Exception {
    long expected = (long) files * ROWS;
    return rows(lake) == expected && distinct(lake) == expected;
  }

  /** Uploads all files. */
  void deliver(LakeUnderLoad lake, Progress progress) throws InterruptedException {
    upload(lake, Set.of(), progress);
  }

  private String notes() {
    List<String> selects = new ArrayList<>();
    for (int table = 0; table < tables; table++) {
      selects.add("select note from acme_p" + table + "_daily");
    }
    return String.join(" union all ", selects);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
