package io.amcinsights.core.lifecycle;

/**
 * One step from a version of stored formats to the next. It may be killed at any point and is then
 * done again from its beginning, also beside itself in another process: what is done already is
 * left alone.
 */
interface Migration {

  /** The version it starts from; it ends at the next one. */
  int from();

  /** What it changes, in a few words for the log. */
  String what();

  void apply();
}
