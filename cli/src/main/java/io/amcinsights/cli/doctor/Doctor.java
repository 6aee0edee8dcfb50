package io.amcinsights.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes every check, whatever becomes of the others. */
public final class Doctor {

  private Doctor() {}

  /**
   * Runs the checks in their order.
   *
   * @param each hears of a finding as soon as there is one
   */
  public static List<Finding> examine(List<Check> checks, Consumer<Finding> each) {
    var all = new ArrayList<Finding>();
    for (Check check : checks) {
      List<Finding> findings = findings(check);
      findings.forEach(each);
      all.addAll(findings);
    }
    return List.copyOf(all);
  }

  private static List<Finding> findings(Check check) {
    try {
      return check.run();
    } catch (Unanswered e) {
      return List.of(Finding.warning(check.name(), "not known: " + e.getMessage(), e.remedy()));
    } catch (RuntimeException e) {
      return List.of(
          Finding.warning(
              check.name(), "not known: " + e, "correct what it names, then: lake doctor"));
    }
  }
}
