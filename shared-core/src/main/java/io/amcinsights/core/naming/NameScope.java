package io.amcinsights.core.naming;

/** What functions, alarms and metrics belong to: an installation or one of its pipelines. */
public interface NameScope {

  /** The beginning of their names. */
  String prefix();

  /** Name of a function. */
  String function(String function);

  /** Name of an alarm, a dashboard or a budget. */
  String watch(String what);
}
