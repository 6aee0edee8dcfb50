package io.amcinsights.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The jars that are deployed: of every function, and of the Glue job. */
record PackagedCheck(Path home) implements Check {

  @Override
  public String name() {
    return "jars";
  }

  @Override
  public List<Finding> run() {
    var there = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (Path module : matching(home, "lambda-*")) {
      sort(module, "*-lambda.jar", there, missing);
    }
    sort(home.resolve("glue-jobs"), "glue-jobs-*.jar", there, missing);
    return List.of(
        missing.isEmpty()
            ? Finding.ok(name(), "of " + String.join(", ", there))
            : Finding.problem(
                name(), "none of " + String.join(", ", missing), "mvn -q -Pquick package"));
  }

  private static void sort(Path module, String jar, List<String> there, List<String> missing) {
    List<String> list = matching(module.resolve("target"), jar).isEmpty() ? missing : there;
    list.add(String.valueOf(module.getFileName()));
  }

  private static List<Path> matching(Path folder, String glob) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    var found = new ArrayList<Path>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
    found.sort(null);
    return found;
  }
}
