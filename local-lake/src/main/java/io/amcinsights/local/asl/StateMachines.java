package io.amcinsights.local.asl;

/** The deployed state machines. */
public interface StateMachines {

  /**
   * A machine as its template describes it.
   *
   * @param definition Amazon States Language, JSONata
   */
  record Spec(String name, String arn, String role, String definition) {}

  /** Creates or replaces; a definition this interpreter cannot run is refused, naming the state. */
  void put(Spec spec);

  void remove(String name);
}
