package io.amcinsights.cli.destroy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes what the stacks of a plan kept: catalogue first, then what it describes, the bucket that
 * the others log to after them, and the keys last, since nothing can be read without them.
 */
public record DataRemoval(KeptData data, Telling telling) {

  private static final List<String> ORDER =
      List.of("AWS::Glue::Database", "AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key");

  /** All that the plan's stacks keep, in the order of its removal; nothing twice. */
  public static List<Resource> of(Plan plan) {
    String logs = plan.names().prefix() + "-logs-";
    return Stream.concat(plan.stacks().stream(), plan.gone().stream())
        .flatMap(it -> it.kept().stream())
        .filter(it -> ORDER.contains(it.type()))
        .distinct()
        .sorted(
            Comparator.<Resource>comparingInt(it -> ORDER.indexOf(it.type()))
                .thenComparing(it -> it.name().startsWith(logs))
                .thenComparing(Resource::name))
        .toList();
  }

  /** Removes what is still there, and is ours. */
  public void run(Plan plan) throws InterruptedException {
    List<Resource> all = of(plan);
    int number = 0;
    for (Resource it : all) {
      number++;
      remove(it, "[%d/%d] %s %s".formatted(number, all.size(), it.type(), it.name()));
    }
  }

  private void remove(Resource it, String what) throws InterruptedException {
    switch (data.look(it)) {
      case GONE -> telling.done(what + " is gone already");
      case FOREIGN -> telling.done(what + " stays: it does not carry this installation's tags");
      case OURS -> {
        telling.progress(what);
        data.remove(it, telling);
        telling.done(what + " is deleted");
      }
    }
  }
}
