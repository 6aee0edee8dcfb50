package io.amcinsights.cli.doctor;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that has to be there, new enough.
 *
 * @param version finds major and minor version in what the command prints
 */
record ToolCheck(
    String name, Tools tools, List<String> command, Pattern version, int major, int minor)
    implements Check {

  static ToolCheck java(Tools tools) {
    return new ToolCheck(
        "Java",
        tools,
        List.of("java", "--version"),
        Pattern.compile("^\\S+ (\\d+)(?:\\.(\\d+))?", Pattern.MULTILINE),
        17,
        0);
  }

  static ToolCheck maven(Tools tools) {
    return new ToolCheck(
        "Maven",
        tools,
        List.of("mvn", "--version"),
        Pattern.compile("Apache Maven (\\d+)\\.(\\d+)"),
        3,
        8);
  }

  static ToolCheck node(Tools tools) {
    return new ToolCheck(
        "Node", tools, List.of("node", "--version"), Pattern.compile("v(\\d+)\\.(\\d+)"), 20, 0);
  }

  @Override
  public List<Finding> run() {
    String words = String.join(" ", command);
    Optional<Matcher> found = tools.output(command).map(version::matcher).filter(Matcher::find);
    if (found.isEmpty()) {
      return List.of(Finding.problem(name, "'" + words + "' names no version", remedy()));
    }
    int hasMajor = number(found.get().group(1));
    int hasMinor = number(found.get().group(2));
    String has = hasMajor + "." + hasMinor;
    boolean enough = hasMajor > major || (hasMajor == major && hasMinor >= minor);
    return List.of(
        enough
            ? Finding.ok(name, has)
            : Finding.problem(name, has + " is older than " + least(), remedy()));
  }

  private static int number(String text) {
    return text == null ? 0 : Integer.parseInt(text);
  }

  private String least() {
    return minor == 0 ? String.valueOf(major) : major + "." + minor;
  }

  private String remedy() {
    return "install %s %s or newer, on the PATH".formatted(name, least());
  }
}
