package io.amcinsights.local.glue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A job that does what its argument says. */
public final class FakeJob {

  private FakeJob() {}

  /** Called in a process of its own. */
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    System.out.println("given " + given);
    switch (given.get(given.indexOf("--do") + 1)) {
      case "succeed" -> System.out.println("addresses " + System.getenv("LAKE_ENDPOINTS"));
      case "hang" -> System.in.transferTo(System.out);
      case "wait" -> {
        Path until = Path.of(given.get(given.indexOf("--until") + 1));
        while (!Files.exists(until)) {
          Thread.onSpinWait();
        }
      }
      default -> {
        System.err.println("java.lang.IllegalStateException: it broke");
        System.exit(1);
      }
    }
  }
}
