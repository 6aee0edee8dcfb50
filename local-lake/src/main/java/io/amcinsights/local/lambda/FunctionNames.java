package io.amcinsights.local.lambda;

/** The ways in which callers name a function. */
final class FunctionNames {

  private static final String BEFORE_NAME = "function:";

  private FunctionNames() {}

  /**
   * The plain name. Versions and aliases are the same classes on this machine, so that a qualifier
   * decides on nothing.
   *
   * @param nameOrArn a name, a partial or whole ARN, each with or without {@code :qualifier}
   */
  static String unqualified(String nameOrArn) {
    int at = nameOrArn.indexOf(BEFORE_NAME);
    String name = at < 0 ? nameOrArn : nameOrArn.substring(at + BEFORE_NAME.length());
    int qualifier = name.indexOf(':');
    return qualifier < 0 ? name : name.substring(0, qualifier);
  }
}
