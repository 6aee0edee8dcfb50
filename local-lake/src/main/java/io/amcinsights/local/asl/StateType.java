package io.amcinsights.local.asl;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of state, each with the fields it may have beside {@code Type} and {@code Comment}. */
enum StateType {
  PASS("Pass", true, "Assign", "Output"),
  TASK(
      "Task",
      true,
      "Resource",
      "Arguments",
      "Assign",
      "Output",
      "Retry",
      "Catch",
      "TimeoutSeconds"),
  CHOICE("Choice", false, "Choices", "Default", "Assign", "Output"),
  WAIT("Wait", true, "Seconds", "Timestamp", "Assign", "Output"),
  SUCCEED("Succeed", false, "Output"),
  FAIL("Fail", false, "Error", "Cause"),
  PARALLEL("Parallel", true, "Branches", "Arguments", "Assign", "Output", "Retry", "Catch"),
  MAP(
      "Map",
      true,
      "Items",
      "ItemSelector",
      "ItemProcessor",
      "MaxConcurrency",
      "Assign",
      "Output",
      "Retry",
      "Catch");

  private final String label;
  private final boolean continues;

  // Set.of never changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> fields;

  StateType(String label, boolean continues, String... fields) {
    this.label = label;
    this.continues = continues;
    this.fields = Set.of(fields);
  }

  static Optional<StateType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  /** The name in definitions, for example {@code Task}. */
  String label() {
    return label;
  }

  /** Whether it names its successor by {@code Next} or ends by {@code End}. */
  boolean continues() {
    return continues;
  }

  boolean allows(String field) {
    return switch (field) {
      case "Type", "Comment", "QueryLanguage" -> true;
      case "Next", "End" -> continues;
      default -> fields.contains(field);
    };
  }

  String allowed() {
    Set<String> all = new TreeSet<>(fields);
    if (continues) {
      all.add("Next");
      all.add("End");
    }
    return String.join(", ", all);
  }
}
