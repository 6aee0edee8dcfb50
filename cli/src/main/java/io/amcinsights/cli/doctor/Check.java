package io.amcinsights.cli.doctor;

import java.util.List;

/** One thing that has to be in place. */
public interface Check {

  /** What its findings are listed under. */
  String name();

  /**
   * Looks, and changes nothing.
   *
   * @throws Unanswered when it could not find out
   */
  List<Finding> run();
}
