package io.amcinsights.stageb;

import io.amcinsights.core.catalog.Delivery;
import io.amcinsights.core.dataset.Dataset;
import io.amcinsights.core.message.LoadManifest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a load runs, and why.
 *
 * <p>Glue starts in a minute and costs at least one: it is worth that only for what rounds of a
 * function would take longer for, or cannot do.
 *
 * @param inGlue whether it goes there at once
 * @param job that runs it there, also when a function finds it too large
 * @param reason one sentence for people
 */
record EngineChoice(boolean inGlue, GlueJob job, String reason) {

  /** A function's load may hold twice its limits: what an earlier run claimed comes on top. */
  private static final int WITH_LEFTOVERS = 2;

  /** Which job runs a load, and on what. */
  record GlueJob(String name, String workerType, int workers) {

    @Override
    public String toString() {
      return "job %s, %d workers %s".formatted(name, workers, workerType);
    }
  }

  /**
   * What decides.
   *
   * @param unstaged deliveries that were too large for stage A
   */
  record Size(int files, long bytes, int unstaged) {

    static Size of(List<Delivery> deliveries) {
      return new Size(
          deliveries.size(),
          deliveries.stream().mapToLong(Delivery::bytes).sum(),
          (int) deliveries.stream().filter(Size::isUnstaged).count());
    }

    static Size of(LoadManifest manifest) {
      List<LoadManifest.Entry> entries = manifest.entries();
      return new Size(
          entries.size(),
          entries.stream().mapToLong(LoadManifest.Entry::bytes).sum(),
          (int) entries.stream().filter(LoadManifest.Entry::unstaged).count());
    }

    /** Whatever stage A has read, it has the hash of. */
    static boolean isUnstaged(Delivery delivery) {
      return delivery.contentHash() == null && !delivery.deletion();
    }

    @Override
    public String toString() {
      return "%d files, %s".formatted(files, words(bytes));
    }
  }

  String engine() {
    return inGlue ? "glue" : "lambda";
  }

  /**
   * Decides by nothing but size and dataset, so that planning again decides the same.
   *
   * @param ownJob the pipeline's job, for datasets that name none
   */
  static EngineChoice of(Size size, Dataset dataset, String ownJob) {
    Dataset.GlueSettings settings = dataset.glue();
    String named = settings.jobName();
    GlueJob job =
        new GlueJob(named == null ? ownJob : named, settings.workerType(), settings.workers());
    if (size.files == 0) {
      return new EngineChoice(false, job, "Lambda: maintenance");
    }
    String why = whyGlue(size, dataset);
    return why == null
        ? new EngineChoice(false, job, "Lambda: " + size)
        : new EngineChoice(true, job, "Glue: %s; %s (%s)".formatted(size, why, job));
  }

  /** Whether so much goes to Glue. */
  static boolean isForGlue(Size size, Dataset dataset) {
    return whyGlue(size, dataset) != null;
  }

  private static @Nullable String whyGlue(Size size, Dataset dataset) {
    Dataset.GlueSettings glue = dataset.glue();
    Dataset.LoadLimits function = dataset.load();
    if (size.unstaged > 0) {
      return "%d too large for stage A, read by the job itself".formatted(size.unstaged);
    }
    if (size.bytes >= glue.minBytes()) {
      return "glue.minBytes is " + words(glue.minBytes());
    }
    if (size.files >= glue.minFiles()) {
      return "glue.minFiles is " + glue.minFiles();
    }
    boolean tooMuch =
        size.files > WITH_LEFTOVERS * (long) function.maxFiles()
            || (size.files > WITH_LEFTOVERS && size.bytes / WITH_LEFTOVERS > function.maxBytes());
    return tooMuch ? "more than a function takes at once" : null;
  }

  private static String words(long bytes) {
    long kilobytes = (bytes + 1_023) / 1_024;
    return kilobytes < 10_240 ? kilobytes + " KB" : (kilobytes / 1_024) + " MB";
  }
}
